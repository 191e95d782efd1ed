using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>How the OpenMP threads of libtorch wait for one another.</summary>
internal static partial class OpenMpWaiting
{
    /// <summary>
    /// Lets them sleep instead of spin, unless the user has chosen a way. A thread that spins for one whose core another process holds
    /// makes small operations some forty times slower; on an idle machine sleeping costs microseconds an operation.
    /// </summary>
    /// <remarks>Must run before libtorch is loaded: the OpenMP runtime reads its environment once. <b>Source:</b> OpenMP 5.2, 21.7 (OMP_WAIT_POLICY).</remarks>
    public static void PreferSleeping()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is null)
        {
            // .NET keeps a copy of the environment of its own; the native runtime reads the process's.
            SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
