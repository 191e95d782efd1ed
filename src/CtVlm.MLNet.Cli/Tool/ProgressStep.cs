namespace CtVlm.MLNet.Cli;

/// <summary>How far a run is.</summary>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all.</param>
/// <param name="Note">What else is worth a word; may be empty.</param>
internal readonly record struct ProgressStep(long Done, long Total, string Note = "");
