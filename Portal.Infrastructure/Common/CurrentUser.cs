namespace Portal.Common;

/// <summary>Who acts in this scope, and with which permissions in the scope's zone. Without a person everything is refused.</summary>
public sealed class CurrentUser
{
    IReadOnlySet<string> permissions = new HashSet<string>();

    public Guid? IdOrNone { get; private set; }

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public Guid Id => IdOrNone ?? throw new InvalidOperationException("Nobody is signed in.");

    public string Name { get; private set; } = "";

    /// <summary>Internet address that the person of this scope comes from; null for jobs.</summary>
    public string? Address { get; private set; }

    /// <summary>Who of the zone let the person in, and under which support access; null in a zone of the own.</summary>
    public (Guid LetInBy, Guid AccessId)? Support { get; private set; }

    public void CameFrom(string? address) => Address = address;

    /// <summary>The person acts in a zone that let them in; null when that is over.</summary>
    public void ActFor((Guid LetInBy, Guid AccessId)? support) => Support = support;

    public bool May(string permission) => permissions.Contains(permission);

    public void Become(Guid id, string name, IReadOnlySet<string> with) => (IdOrNone, Name, permissions) = (id, name, with);

    /// <summary>The key of another system that acts in this scope; there is no person then.</summary>
    public Guid? KeyIdOrNone { get; private set; }

    /// <summary>Another system acts, with what its key allows.</summary>
    public void BecomeKey(Guid key, string name, IReadOnlySet<string> with) => (IdOrNone, KeyIdOrNone, Name, permissions) = (null, key, name, with);

    public void Leave() => (IdOrNone, Name, permissions) = (null, "", new HashSet<string>());
}
