namespace CtVlm.MLNet.Torch;

/// <summary>What a matrix product is of.</summary>
/// <param name="InputWidth">Columns of x and of W; 1 or more.</param>
/// <param name="OutputWidth">Rows of W; 1 or more.</param>
/// <param name="ProductFactor">What x W^T is multiplied by.</param>
/// <param name="BiasFactor">What b is multiplied by.</param>
/// <param name="Threads">Threads to use at most; 1 or more.</param>
internal readonly record struct TiledProductSettings(int InputWidth, int OutputWidth, float ProductFactor, float BiasFactor, int Threads);
