using Npgsql;

namespace Portal.Tests.Identity.Account;

/// <summary>What the database holds about an account.</summary>
static class AccountRows
{
    /// <summary>Kinds of the mails to a person, oldest first.</summary>
    public static Task<List<string>> MailsAsync(PortalServices portal, Guid person) => ListAsync(portal, $"""select "Kind" from outbox_mails where "Tenant" = '0000' and "PersonId" = '{person}' order by "CreatedAt" """);

    public static async Task<int> AuditLinesAsync(PortalServices portal, Guid person) =>
        (await ListAsync(portal, $"""select "Action" from audit_lines where "Tenant" = '0000' and "ObjectId" = '{person}' and "PersonId" = '{person}' and "Action" not in ('account.signed_in', 'account.signed_out') """)).Count;

    public static Task<List<string>> TokensAsync(PortalServices portal, Guid person) => ListAsync(portal, $"""select "Value" from "AspNetUserTokens" where "UserId" = '{person}' """);

    public static async Task<List<string>> ListAsync(PortalServices portal, string sql)
    {
        await using var connection = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) found.Add(reader.GetString(0));
        return found;
    }
}
