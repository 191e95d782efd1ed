using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>How the OpenMP threads of libtorch wait for one another.</summary>
internal static partial class OpenMpWaiting
{
    private const string PolicyVariable = "OMP_WAIT_POLICY";
    private const string SpinVariable = "GOMP_SPINCOUNT";

    /// <summary>Whether they sleep, so that other threads find the cores free between two operations.</summary>
    public static bool IsSleeping =>
        OperatingSystem.IsLinux() && IsUnset(SpinVariable) && (IsUnset(PolicyVariable) || "PASSIVE".Equals(Environment.GetEnvironmentVariable(PolicyVariable), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Lets them sleep instead of spin, unless the user has chosen a way. A thread that spins for one whose core another process holds
    /// makes small operations some forty times slower; on an idle machine sleeping costs microseconds an operation.
    /// </summary>
    /// <remarks>Must run before libtorch is loaded: the OpenMP runtime reads its environment once. <b>Source:</b> OpenMP 5.2, 21.7 (OMP_WAIT_POLICY).</remarks>
    public static void PreferSleeping()
    {
        if (OperatingSystem.IsLinux() && IsUnset(SpinVariable))
        {
            // .NET keeps a copy of the environment of its own; the native runtime reads the process's.
            SetEnvironment(PolicyVariable, "PASSIVE", overwrite: 0);
        }
    }

    private static bool IsUnset(string variable) => Environment.GetEnvironmentVariable(variable) is null;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
