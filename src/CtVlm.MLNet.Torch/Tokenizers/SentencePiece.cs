namespace CtVlm.MLNet.Torch;

/// <summary>One piece of a vocabulary; its id is its place there.</summary>
/// <param name="Text">The text, with U+2581 for a space.</param>
/// <param name="Score">Log probability in a unigram model; precedence, higher first, in a byte-pair model.</param>
/// <param name="Type">What the piece is.</param>
internal readonly record struct SentencePiece(string Text, float Score, SentencePieceType Type);
