namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Work on the threads of libtorch, and on .NET's where there are none.</summary>
public sealed class OpenMpTeamTests
{
    private const int Threads = 3;

    public OpenMpTeamTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Run_SharedItems_AreEachTakenOnce(bool isTeam)
    {
        int next = 0;
        int[] taken = new int[10_000];
        Run(isTeam, () =>
        {
            for (int i = Interlocked.Increment(ref next) - 1; i < taken.Length; i = Interlocked.Increment(ref next) - 1)
            {
                Interlocked.Increment(ref taken[i]);
            }
        });
        Assert.All(taken, count => Assert.Equal(1, count));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Run_AnExceptionOfAnyThread_ReachesTheCaller(bool isTeam)
    {
        int runs = 0, later = 0;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Run(isTeam, () =>
        {
            Interlocked.Increment(ref runs);
            throw new InvalidOperationException("planted");
        }));
        Assert.Equal("planted", error.Message);
        Assert.InRange(runs, 1, Threads);
        Run(isTeam, () => Interlocked.Increment(ref later));
        Assert.InRange(later, 1, Threads);
    }

    // libgomp gives as many as are asked for unless the process has too many; each waits here until all are there, which a single one would do in vain.
    [Fact]
    public void Run_OnTheTeam_IsOnSeveralThreadsAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere .NET's threads serve, of which one may do all.");
        Assert.True(OpenMpTeam.IsJoined, "libtorch's OpenMP runtime was not found.");
        using CountdownEvent arrived = new(2);
        HashSet<int> threads = [];
        OpenMpTeam.Run(2, () =>
        {
            lock (threads)
            {
                threads.Add(Environment.CurrentManagedThreadId);
            }

            arrived.Signal();
            Assert.True(arrived.Wait(TimeSpan.FromMinutes(1)), "The second thread did not come.");
        });
        Assert.Equal(2, threads.Count);
        Assert.Contains(Environment.CurrentManagedThreadId, threads);
    }

    private static void Run(bool isTeam, Action work)
    {
        if (isTeam)
        {
            OpenMpTeam.Run(Threads, work);
        }
        else
        {
            OpenMpTeam.RunOnPool(Threads, work);
        }
    }
}
