namespace CtVlm.MLNet.Torch;

/// <summary>What is made of a covariance matrix before it is a vector.</summary>
public enum CovarianceNorm
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The signed square root of each element, then division by the L2 norm of the vector (Lin, RoyChowdhury and Maji, arXiv 1504.07889).</summary>
    Power = 1,

    /// <summary>The symmetric square root, exact (Li et al., arXiv 1703.08050).</summary>
    MatrixSqrt = 2,

    /// <summary>A power of the matrix, exact (Li et al., arXiv 1703.08050).</summary>
    MatrixPower = 3,

    /// <summary>The symmetric square root by coupled Newton-Schulz steps (Li et al., arXiv 1712.01034).</summary>
    NewtonSchulz = 4,
}
