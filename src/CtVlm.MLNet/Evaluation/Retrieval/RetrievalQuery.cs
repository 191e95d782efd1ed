namespace CtVlm.MLNet;

/// <summary>One query that has a relevant candidate.</summary>
/// <param name="Row">Its row in the data, from 0.</param>
/// <param name="Candidates">Candidates it sees.</param>
/// <param name="Relevant">Relevant ones among them, at least 1.</param>
/// <param name="ExpectedRank">Rank of the best relevant candidate, from 1: mean over the orders of ties.</param>
/// <param name="OptimisticRank">The same with relevant ones first among ties.</param>
/// <param name="PessimisticRank">The same with relevant ones last among ties.</param>
/// <param name="ReciprocalRank">Mean of 1 / rank over the orders of ties; not 1 / <paramref name="ExpectedRank"/>.</param>
public sealed record RetrievalQuery(
    long Row, int Candidates, int Relevant, double ExpectedRank, int OptimisticRank, int PessimisticRank, double ReciprocalRank);
