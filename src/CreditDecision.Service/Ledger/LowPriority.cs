using System.Runtime.InteropServices;

namespace CreditDecision.Service.Ledger;

/// <summary>Lets live decisions go first on a busy machine.</summary>
internal static class LowPriority
{
    // A tenth of a normal thread's share where both want the processor.
    private const int Nice = 10;
    private const int OneThread = 0;

    /// <summary>
    /// Lowers the calling thread for the rest of its life. A courtesy: where the system does not grant it, the work is done all the same.
    /// </summary>
    public static void Take()
    {
        // Only Windows listens to this; Linux has no priorities among ordinary threads but their niceness, which is each thread's own there.
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux()) _ = SetPriority(OneThread, 0, Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
