namespace Tests.Allocations;

/// <summary>What the calling thread allocates.</summary>
public static class Allocation
{
    private const int Rounds = 20;
    private const int CallsInRound = 100;

    /// <summary>
    /// Bytes that a hundred calls allocate, in the round that took least. A thread's count also rises, by up to a buffer of 8 KiB, when another
    /// thread's garbage collection takes away the buffer it was filling, and when the runtime replaces a method's first code by better; neither
    /// happens in every round, but a call that allocates does.
    /// </summary>
    public static long Least(Action call)
    {
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < CallsInRound; i++) call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
