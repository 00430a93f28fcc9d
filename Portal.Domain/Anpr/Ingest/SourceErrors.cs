using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>What can be wrong with a source or the codes of its cameras.</summary>
public static class SourceErrors
{
    public static Error NameInvalid { get; } = Error.Invalid("sources.name_invalid", ReadSource.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("sources.name_taken");

    public static Error DialectUnknown { get; } = Error.Invalid("sources.dialect_unknown");

    public static Error CodeInvalid { get; } = Error.Invalid("sources.code_invalid", SourceCamera.CodeLength);

    public static Error CodeTaken { get; } = Error.Conflict("sources.code_taken");
}
