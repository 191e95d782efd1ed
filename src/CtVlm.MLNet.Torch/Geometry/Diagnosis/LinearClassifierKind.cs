namespace CtVlm.MLNet.Torch;

/// <summary>The linear classifier that measures separability.</summary>
public enum LinearClassifierKind
{
    /// <summary>Least squares on targets -1 and +1 a class, free intercept, abs2(residual) + alpha abs2(W).</summary>
    Ridge = 0,

    /// <summary>Multinomial logistic regression, free intercept, C sum(loss) + abs2(W)/2.</summary>
    Logistic = 1,
}
