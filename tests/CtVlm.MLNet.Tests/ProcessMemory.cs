namespace CtVlm.MLNet.Tests;

/// <summary>What this process holds after a full collection, in bytes.</summary>
/// <param name="Managed">The managed heap.</param>
/// <param name="Process">The working set.</param>
internal readonly record struct ProcessMemory(long Managed, long Process)
{
    /// <summary>Reads both.</summary>
    public static ProcessMemory Read()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new ProcessMemory(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    /// <summary>What leaks grows in both halves of a run; what threads of the pool keep for themselves grows once, when a thread first takes part.</summary>
    public static void AssertNoGrowth(ProcessMemory early, ProcessMemory middle, ProcessMemory late, long mostManaged, long mostProcess)
    {
        AssertNoGrowth("Managed heap", early.Managed, middle.Managed, late.Managed, mostManaged);
        AssertNoGrowth("Process", early.Process, middle.Process, late.Process, mostProcess);
    }

    private static void AssertNoGrowth(string what, long early, long middle, long late, long most)
        => Assert.True(Math.Min(middle - early, late - middle) <= most, $"{what} from {early:N0} to {middle:N0} to {late:N0} bytes.");
}
