namespace CtVlm.MLNet.Torch;

/// <summary>How many directions carry the rows: s are the singular values of the centred rows, lambda = s^2, s0 those of the rows as they are.</summary>
public sealed record RankFigures
{
    /// <summary>exp(-sum p log p), p = s/sum(s). <b>Source:</b> Roy and Vetterli 2007, The effective rank.</summary>
    public required GeometryFigure EffectiveRank { get; init; }

    /// <summary>The effective rank of s0. <b>Source:</b> Roy and Vetterli 2007.</summary>
    public required GeometryFigure EffectiveRankUncentered { get; init; }

    /// <summary>The effective rank of the covariance: p = lambda/sum(lambda). <b>Source:</b> Roy and Vetterli 2007.</summary>
    public required GeometryFigure EffectiveRankCovariance { get; init; }

    /// <summary>exp(-sum p log p), p = s0/sum(s0) + 1e-7. <b>Source:</b> Garrido et al. 2023, RankMe (arXiv 2210.02885).</summary>
    public required GeometryFigure RankMe { get; init; }

    /// <summary>(sum lambda)^2/sum(lambda^2). <b>Source:</b> Gao et al. 2017, A theory of multineuronal dimensionality.</summary>
    public required GeometryFigure ParticipationRatio { get; init; }

    /// <summary>sum(lambda)/lambda_1. <b>Source:</b> Rudelson and Vershynin 2007, Sampling from large matrices.</summary>
    public required GeometryFigure StableRank { get; init; }

    /// <summary>The stable rank of the rows as they are. <b>Source:</b> Rudelson and Vershynin 2007.</summary>
    public required GeometryFigure StableRankUncentered { get; init; }

    /// <summary>
    /// How evenly the variance fills all D directions, in [0, 1]: h = sqrt(D) lambda/abs(lambda), delta = abs(h - 1)/sqrt(2(D - sqrt D)),
    /// f = (D - delta^2 (D - sqrt D))^2/D^2, score (D f - 1)/(D - 1). <b>Source:</b> Rudman et al. 2022, IsoScore (arXiv 2108.07344).
    /// </summary>
    public required GeometryFigure IsoScore { get; init; }

    /// <summary>The figures for display.</summary>
    internal FigureGroup ToGroup() => new("Rank",
    [
        new(nameof(EffectiveRank), EffectiveRank),
        new(nameof(EffectiveRankUncentered), EffectiveRankUncentered),
        new(nameof(EffectiveRankCovariance), EffectiveRankCovariance),
        new(nameof(RankMe), RankMe),
        new(nameof(ParticipationRatio), ParticipationRatio),
        new(nameof(StableRank), StableRank),
        new(nameof(StableRankUncentered), StableRankUncentered),
        new(nameof(IsoScore), IsoScore),
    ]);
}
