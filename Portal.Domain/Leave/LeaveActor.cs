namespace Portal.Leave;

/// <summary>What somebody may decide on one person's leave; a deputy has the standing of whom they stand in for.</summary>
public enum LeaveStanding
{
    None = 0,

    /// <summary>Decides alone, or the first of two stages.</summary>
    Head = 1,

    /// <summary>Decides the second stage, and may decide both at once.</summary>
    SecondStage = 2,

    /// <summary>Chief of corps: decides on everybody, the own leave included, for nobody in the zone stands above.</summary>
    Chief = 3,
}

/// <summary>Who acts, as one request sees them.</summary>
/// <param name="Standing">What they may decide on the applicant's leave.</param>
/// <param name="IsApplicant">It is their own leave.</param>
/// <param name="IsStaffOffice">Keeps the zone's leave (staff office).</param>
/// <param name="AnswersToApplicant">The applicant decides the second stage of this person's own leave.</param>
public sealed record LeaveActor(LeaveStanding Standing = LeaveStanding.None, bool IsApplicant = false, bool IsStaffOffice = false, bool AnswersToApplicant = false)
{
    /// <summary>The standing that counts here: below the chief of corps nobody decides on the own leave, and a head not on whom they answer to.</summary>
    public LeaveStanding Effective => Standing switch
    {
        LeaveStanding.Chief => LeaveStanding.Chief,
        _ when IsApplicant => LeaveStanding.None,
        LeaveStanding.Head when AnswersToApplicant => LeaveStanding.None,
        var standing => standing,
    };

    public bool Decides => Effective != LeaveStanding.None;
}

/// <summary>Who is told of what happened.</summary>
[Flags]
public enum LeaveAudience
{
    Nobody = 0,
    Applicant = 1,

    /// <summary>The colleague named as replacement.</summary>
    Replacement = 2,

    /// <summary>Who has to decide now.</summary>
    Approvers = 4,

    /// <summary>Who decides the second stage.</summary>
    SecondStage = 8,
}

/// <summary>What a verb did to a request.</summary>
/// <param name="Changed">False when it was so already: nothing is saved, written down or sent.</param>
public sealed record LeaveOutcome(RequestState State, bool Changed, LeaveAudience Told)
{
    public static LeaveOutcome Unchanged(RequestState state) => new(state, false, LeaveAudience.Nobody);
}
