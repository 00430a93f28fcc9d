using Microsoft.AspNetCore.Components;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Tests.Architecture;

/// <summary>The repository's files and types, as the rules of construction look at them.</summary>
static class Sources
{
    static readonly string[] Projects = ["Portal", "Portal.Domain", "Portal.Infrastructure"];

    public static IReadOnlyList<Type> Domain { get; } = [.. typeof(Entity).Assembly.GetTypes().Where(IsWritten)];

    public static IReadOnlyList<Type> Infrastructure { get; } = [.. typeof(PortalDbContext).Assembly.GetTypes().Where(IsWritten)];

    public static IReadOnlyList<Type> Web { get; } = [.. typeof(Program).Assembly.GetTypes().Where(IsWritten)];

    public static IReadOnlyList<Type> Components { get; } = [.. Web.Where(t => typeof(IComponent).IsAssignableFrom(t))];

    /// <summary>Files of the three projects that somebody wrote, with their path inside the repository.</summary>
    public static IEnumerable<(string Path, string Text)> Product(params string[] extensions) => Projects.SelectMany(p => In(p, extensions));

    /// <summary>Files below a folder of the repository, without what is built, restored or generated.</summary>
    public static IEnumerable<(string Path, string Text)> In(string folder, params string[] extensions)
    {
        var root = new DirectoryInfo(System.IO.Path.Combine(Repository.Root, folder));
        return Below(root).Where(f => f.Name != ".git").Where(f => extensions.Length == 0 || extensions.Contains(f.Extension, StringComparer.Ordinal))
            .Select(f => (System.IO.Path.GetRelativePath(Repository.Root, f.FullName), File.ReadAllText(f.FullName)));
    }

    static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(d => d.Name is not ("bin" or "obj" or "node_modules" or "wwwroot" or "Migrations" or "TestResults") && !d.Name.StartsWith('.')).SelectMany(Below));

    static bool IsWritten(Type type) => type.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true && !type.IsNested && !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal) && type.GetCustomAttributes(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false).Length == 0;
}
