using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CreditDecision.LoadTests.Driving;

/// <summary>Waits to about a tenth of a millisecond without keeping a processor busy: the timers of the runtime know whole milliseconds only.</summary>
internal static partial class PreciseWait
{
    public static void Until(long timestamp)
    {
        for (TimeSpan left = Left(timestamp); left > TimeSpan.Zero; left = Left(timestamp))
        {
            var wait = new TimeSpec { Seconds = (long)left.TotalSeconds, Nanoseconds = (long)(left.TotalNanoseconds % 1_000_000_000) };
            if (OperatingSystem.IsWindows()) Thread.SpinWait(100);
            else _ = Sleep(in wait, 0);
        }
    }

    private static TimeSpan Left(long timestamp) => Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in TimeSpec wait, nint remaining);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
