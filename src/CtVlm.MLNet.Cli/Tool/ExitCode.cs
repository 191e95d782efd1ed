namespace CtVlm.MLNet.Cli;

/// <summary>What the process ends with: a contract with scripts and cluster jobs.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed on the data; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl+C or SIGTERM; no output file was left half written.</summary>
    public const int Interrupted = 130;
}
