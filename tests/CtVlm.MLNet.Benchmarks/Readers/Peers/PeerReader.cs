using System.Diagnostics;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A reader of Python's in a process of its own, which lives through all rounds: its start is in no figure.</summary>
internal sealed class PeerReader : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    /// <summary>Starts it.</summary>
    /// <param name="name">pydicom, gdcm or pydicom-headers.</param>
    /// <param name="folder">What it reads.</param>
    public PeerReader(string name, string folder)
    {
        _name = name;
        _process = Process.Start(new ProcessStartInfo(PeerSetup.Python, [PeerSetup.Script("peers.py"), name, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The peers and their versions.</summary>
    public string ReadVersions() => Ask("versions");

    /// <summary>Reads all files once.</summary>
    /// <returns>Their number and the SHA-256 of what was read.</returns>
    public ReadingDigest Check()
    {
        string[] parts = Ask("check").Split(' ');
        return new ReadingDigest(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }

    /// <summary>Reads all files once more, timed by the peer itself.</summary>
    public SideTime Run() => SideTime.Parse(Ask("round"));

    /// <summary>Lets it end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer {_name} ended at '{command}'; its messages are above.");
    }
}
