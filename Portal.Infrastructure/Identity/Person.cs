using Microsoft.AspNetCore.Identity;

namespace Portal.Identity;

/// <summary>Somebody who signs in. What the person may do where stands in the memberships.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int NameLength = 100;

    Person() { }

    public Person(string email, string displayName, string? language, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Email, UserName, DisplayName, Language, EmailConfirmed, LockoutEnabled) = (email, email, displayName, language, true, true);
    }

    public string DisplayName { get; private set; } = null!;

    /// <summary>Chosen language of pages; null follows the zone, then the browser.</summary>
    public string? Language { get; private set; }

    public void Speak(string language) => Language = language;
}
