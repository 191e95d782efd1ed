namespace CtVlm.MLNet.Cli;

/// <summary>What a run came to.</summary>
/// <param name="Series">Series embedded.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Failed">Series left out.</param>
internal sealed record EmbedOutcome(int Series, long Rows, int Failed);
