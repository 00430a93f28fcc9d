namespace Portal.Common.Notices;

/// <summary>Words for the states of mails, in the user's language.</summary>
static class MailWords
{
    public static string Of(MailState state) => state switch
    {
        MailState.Waiting => MailPageText.StateWaiting,
        MailState.Sent => MailPageText.StateSent,
        MailState.Dead => MailPageText.StateDead,
        _ => MailPageText.StateDiscarded,
    };

    public static (string Tone, string Icon) LookOf(MailState state) => state switch
    {
        MailState.Waiting => ("", "schedule"),
        MailState.Sent => ("ok", "check_circle"),
        MailState.Dead => ("danger", "error"),
        _ => ("quiet", "block"),
    };
}
