namespace CtVlm.MLNet.Cli;

/// <summary>A command cannot go on with the data it was given. The message is printed as it is; the process ends with <see cref="ExitCode.Failed"/>.</summary>
internal sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException);
