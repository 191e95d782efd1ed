namespace CtVlm.MLNet.Cli;

/// <summary>The command line asks for what cannot be. The process ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
