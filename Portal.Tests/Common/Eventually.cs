using System.Diagnostics;

namespace Portal.Tests;

/// <summary>Waits for what happens elsewhere: asks until the answer is yes, or the deadline has passed.</summary>
static class Eventually
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(string what, Func<bool> condition) => TrueAsync(what, () => Task.FromResult(condition()));

    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Deadline) throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks until there is an answer without an exception of the kind; the last one is thrown at the deadline.</summary>
    public static async Task<T> WithoutAsync<T, TException>(Func<Task<T>> question) where TException : Exception
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try { return await question(); }
            catch (TException) when (clock.Elapsed < Deadline) { await Task.Delay(Pause); }
        }
    }
}
