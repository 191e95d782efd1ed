using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>The OpenMP threads that libtorch computes with, for work of our own.</summary>
/// <remarks>
/// An encoder's layers alternate between libtorch's operations and ours. With threads of two kinds each change wakes some that sleep while the others still wait on the same cores: 0.2 ms
/// each time, of 0.3 s that an image takes.
/// <b>Source:</b> libgomp's manual, Implementing PARALLEL construct (GOMP_parallel); LLVM's OpenMP runtime exports the same.
/// </remarks>
internal static unsafe class OpenMpTeam
{
    private static delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<nint, void>, nint, uint, uint, void> s_parallel;

    /// <summary>Whether work runs on libtorch's threads.</summary>
    public static bool IsJoined => s_parallel is not null;

    /// <summary>Finds the threads of the OpenMP runtime that a loaded library depends on; where there is none that is known, .NET's threads serve.</summary>
    /// <param name="library">The library's handle.</param>
    public static void Join(nint library) => s_parallel = NativeLibrary.TryGetExport(library, "GOMP_parallel", out nint address)
        ? (delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<nint, void>, nint, uint, uint, void>)address
        : null;

    /// <summary>Runs work on several threads at once, the caller's among them, and returns when all have ended.</summary>
    /// <param name="threads">Threads at most; 1 or more. The runtime may give fewer, so the work must be complete with any number.</param>
    /// <param name="work">What each thread runs once; the first exception of any is thrown again.</param>
    public static void Run(int threads, Action work)
    {
        if (IsJoined)
        {
            RunOnTeam(threads, work);
        }
        else
        {
            RunOnPool(threads, work);
        }
    }

    /// <summary>The same on .NET's threads.</summary>
    public static void RunOnPool(int threads, Action work)
    {
        TeamWork shared = new(work);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => shared.Run());
        shared.ThrowFirst();
    }

    private static void RunOnTeam(int threads, Action work)
    {
        TeamWork shared = new(work);
        using (GCHandle<TeamWork> handle = new(shared))
        {
            s_parallel(&Enter, GCHandle<TeamWork>.ToIntPtr(handle), (uint)threads, 0);
        }

        shared.ThrowFirst();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Enter(nint handle) => GCHandle<TeamWork>.FromIntPtr(handle).Target.Run();
}
