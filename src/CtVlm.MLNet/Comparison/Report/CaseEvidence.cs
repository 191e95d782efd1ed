namespace CtVlm.MLNet;

/// <summary>What a report shows of a case's series.</summary>
/// <param name="PositionsMm">Places of the encoded slices along z; empty where the encoder was not shown axial slices alone.</param>
/// <param name="Weights">What the pooling gives each of them; null where it weighs none.</param>
/// <param name="Pictures">Some of its slices.</param>
internal sealed record CaseEvidence(IReadOnlyList<double> PositionsMm, IReadOnlyList<float>? Weights, IReadOnlyList<CasePicture> Pictures);
