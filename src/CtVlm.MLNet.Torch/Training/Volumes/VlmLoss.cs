namespace CtVlm.MLNet.Torch;

/// <summary>What training minimises: a weighted sum of losses.</summary>
public sealed record VlmLoss
{
    /// <summary>How images and texts are drawn together; it needs texts.</summary>
    /// <value><see cref="ContrastiveKind.MultiPositive"/>.</value>
    public ContrastiveKind Contrastive { get; init; } = ContrastiveKind.MultiPositive;

    /// <summary>Weight of the contrastive loss, 0 or more.</summary>
    public double ContrastiveWeight { get; init; } = 1;

    /// <summary>Weight of the supervised contrastive loss between images of one class, 0 or more; it needs labels.</summary>
    /// <value>0: none.</value>
    public double SupConWeight { get; init; }

    /// <summary>Scale (1 / temperature) of the supervised contrastive loss, above 0.</summary>
    public double SupConScale { get; init; } = 10;

    /// <summary>What the classes are to a linear head on the pooled vectors; it needs labels.</summary>
    public PoolingTarget Target { get; init; } = PoolingTarget.Nominal;

    /// <summary>Weight of the head's loss, 0 or more.</summary>
    /// <value>0: no head.</value>
    public double HeadWeight { get; init; }

    /// <summary>Whether the head's loss of a class is divided by its share of the training rows.</summary>
    public bool BalancesClasses { get; init; } = true;

    /// <summary>Whether texts take part.</summary>
    internal bool UsesTexts => Contrastive != ContrastiveKind.None && ContrastiveWeight > 0;

    /// <summary>Whether labels take part.</summary>
    internal bool UsesClasses => SupConWeight > 0 || HeadWeight > 0;

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        (bool IsWrong, FormattableString Message)[] rules =
        [
            (!Enum.IsDefined(Contrastive), $"Contrastive is {Contrastive}, which is none"),
            (!Enum.IsDefined(Target), $"Target is {Target}, which is none"),
            (!IsWeight(ContrastiveWeight), $"ContrastiveWeight is {ContrastiveWeight}, 0 or more expected"),
            (!IsWeight(SupConWeight), $"SupConWeight is {SupConWeight}, 0 or more expected"),
            (!IsWeight(HeadWeight), $"HeadWeight is {HeadWeight}, 0 or more expected"),
            (!(SupConScale > 0 && double.IsFinite(SupConScale)), $"SupConScale is {SupConScale}, a number above 0 expected"),
            (!UsesTexts && !UsesClasses, $"the loss has no part: give {nameof(Contrastive)}, {nameof(SupConWeight)} or {nameof(HeadWeight)}"),
        ];
        return rules.Where(rule => rule.IsWrong).Select(rule => FormattableString.Invariant(rule.Message));
    }

    private static bool IsWeight(double value) => value >= 0 && double.IsFinite(value);
}
