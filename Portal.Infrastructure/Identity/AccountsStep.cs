using Portal.Persistence.Providers;
using Portal.Retention;

namespace Portal.Identity;

/// <summary>Accounts without any right in any tenant that nothing names any more. To make an account nameless while the audit names it is another matter, and not done here.</summary>
public sealed class AccountsStep(IDatabaseProvider database) : IRetentionStep
{
    const int Batch = 200;

    public RetentionKind Kind => RetentionKinds.Accounts;

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        return await database.OldAccountsAsync(db, scope.Limit, stop);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var before = await database.OldAccountsAsync(db, scope.Limit, stop);
        var removed = 0L;
        for (long gone; (gone = await database.RemoveAccountsAsync(db, scope.Limit, Batch, stop)) > 0;) removed += scope.Went((int)gone);
        return before with { Removed = removed };
    }
}
