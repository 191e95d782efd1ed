using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Torch;

/// <summary>How the OpenMP threads of libtorch wait for one another.</summary>
internal static partial class OpenMpWaiting
{
    private const string PolicyVariable = "OMP_WAIT_POLICY";
    private const string SpinVariable = "GOMP_SPINCOUNT";

    // Some 0.1 ms: as long as waking a thread takes on a virtual machine, and longer than the layers of an encoder are apart.
    private const string ShortSpin = "4000";

    /// <summary>
    /// Lets them spin for a moment and then sleep, unless the user has chosen a way. A thread that sleeps at once makes a layer norm of an image take three times as
    /// long, for it must be woken; one that spins for long takes the core from readers of series and from other processes.
    /// </summary>
    /// <remarks>Must run before libtorch is loaded: the OpenMP runtime reads its environment once. <b>Source:</b> OpenMP 5.2, 21.7 (OMP_WAIT_POLICY); libgomp's manual, GOMP_SPINCOUNT.</remarks>
    public static void PreferShort()
    {
        if (OperatingSystem.IsLinux() && IsUnset(SpinVariable) && IsUnset(PolicyVariable))
        {
            // .NET may keep a copy of the environment of its own; the native runtime reads the process's. With more threads than cores libgomp spins no longer than the policy says.
            SetEnvironment(PolicyVariable, "PASSIVE", overwrite: 0);
            SetEnvironment(SpinVariable, ShortSpin, overwrite: 0);
        }
    }

    private static bool IsUnset(string variable) => Environment.GetEnvironmentVariable(variable) is null;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
