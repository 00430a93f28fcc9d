using System.Runtime.InteropServices;

namespace Portal.Tests;

/// <summary>Processor time of the calling thread: what work costs, however many tests run beside it.</summary>
static class ThreadTime
{
    const int OfThisThread = 3; // CLOCK_THREAD_CPUTIME_ID

    public static TimeSpan Of(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    static TimeSpan Now()
    {
        if (clock_gettime(OfThisThread, out var time) != 0) throw new InvalidOperationException("The thread has no clock.");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
