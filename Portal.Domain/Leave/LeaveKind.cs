using Portal.Common;

namespace Portal.Leave;

/// <summary>A kind of leave as the zone offers it. What was taken keeps pointing at it: it is put out of use, never deleted.</summary>
public sealed class LeaveKind : Entity
{
    public const int CodeLength = 20;
    public const int NameLength = 60;
    public const int ColourLength = 10;

    LeaveKind() { }

    /// <param name="code">Unique in the zone; files of other programs name the kind by it.</param>
    public LeaveKind(string tenant, string code, LocalName name, LeaveTerms terms, bool visible, int position, DateTimeOffset now) : base(tenant, now)
    {
        (Code, VisibleToColleagues, Position, Active, Colour) = (code, visible, position, true, "");
        (NameNl, NameFr, NameDe, NameEn) = (name.Nl, name.Fr, name.De, name.En);
        (Category, NeedsReason, NeedsApproval, CountsHolidays, AllowNegative) = (terms.Category, terms.NeedsReason, terms.NeedsApproval, terms.CountsHolidays, terms.AllowNegative);
        (MinimumHours, MinimumServiceDays, MaximumConsecutiveDays) = (terms.MinimumHours, terms.MinimumServiceDays, terms.MaximumConsecutiveDays);
    }

    public string Code { get; private set; } = null!;

    public string NameNl { get; private set; } = null!;

    public string NameFr { get; private set; } = null!;

    public string NameDe { get; private set; } = null!;

    public string NameEn { get; private set; } = null!;

    public LeaveCategory Category { get; private set; }

    /// <summary>A word for the calendar; empty for none.</summary>
    public string Colour { get; private set; } = null!;

    /// <summary>May be asked.</summary>
    public bool Active { get; private set; }

    /// <summary>Colleagues see the kind and not only that somebody is absent.</summary>
    public bool VisibleToColleagues { get; private set; }

    public bool NeedsReason { get; private set; }

    public bool NeedsApproval { get; private set; }

    public bool CountsHolidays { get; private set; }

    public bool AllowNegative { get; private set; }

    public decimal MinimumHours { get; private set; }

    public int MinimumServiceDays { get; private set; }

    public int? MaximumConsecutiveDays { get; private set; }

    /// <summary>Place in lists.</summary>
    public int Position { get; private set; }

    public LocalName Name => new(NameNl, NameFr, NameDe, NameEn);

    public LeaveTerms Terms => new(Category, NeedsReason, NeedsApproval, CountsHolidays, AllowNegative, MinimumHours, MinimumServiceDays, MaximumConsecutiveDays);
}

/// <summary>What a zone calls something, in the four languages.</summary>
public sealed record LocalName(string Nl, string Fr, string De, string En)
{
    /// <param name="language">Two letters; another language gives English.</param>
    public string In(string language) => language switch { "nl" => Nl, "fr" => Fr, "de" => De, _ => En };
}
