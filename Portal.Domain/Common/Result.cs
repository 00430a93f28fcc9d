using System.Diagnostics.CodeAnalysis;

namespace Portal.Common;

/// <summary>Done, or the reason why not.</summary>
public readonly record struct Result(Error? Error)
{
    public static Result Ok => default;

    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>A value, or the reason why there is none.</summary>
/// <typeparam name="T">What success gives.</typeparam>
public readonly record struct Result<T>
{
    Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>The value; null or default when <see cref="Error"/> is set.</summary>
    public T? Value { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error)), MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Error is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}
