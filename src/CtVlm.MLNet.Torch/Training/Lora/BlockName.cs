namespace CtVlm.MLNet.Torch;

/// <summary>A name of a tensor or module of a block, in three parts.</summary>
/// <param name="Head">What is before the number, the dot included.</param>
/// <param name="Number">Number of the block, from 0.</param>
/// <param name="Tail">What is after the number, from the dot on.</param>
internal sealed record BlockName(string Head, int Number, string Tail);
