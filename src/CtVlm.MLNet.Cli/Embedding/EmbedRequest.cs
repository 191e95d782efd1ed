namespace CtVlm.MLNet.Cli;

/// <summary>What every run of <c>embed</c> is told, whatever it embeds.</summary>
/// <param name="Console">Where it speaks.</param>
/// <param name="Cohort">studies.csv or a folder.</param>
/// <param name="Output">The file to write.</param>
/// <param name="Shard">The part of the cohort to take.</param>
/// <param name="Device">Where the encoder runs, as on the command line.</param>
/// <param name="Runtime">How it runs.</param>
internal sealed record EmbedRequest(ToolConsole Console, string Cohort, string Output, Shard Shard, string Device, CtRuntimeOptions Runtime);
