namespace CtVlm.MLNet;

/// <summary>The figures within the first k candidates.</summary>
/// <param name="K">k, at least 1; above the number of candidates it means all of them.</param>
/// <param name="Hit">Share of queries with a relevant candidate among the first k; with an interval.</param>
/// <param name="Recall">Mean share of the relevant candidates among the first k.</param>
/// <param name="Ndcg">Mean nDCG, each relevant candidate a gain of 1.</param>
/// <param name="GradedLinear">Mean nDCG with the gains of <see cref="RetrievalOptions.GradedColumns"/>; null without.</param>
/// <param name="GradedExponential">The same with 2^gain - 1; null without.</param>
public sealed record RetrievalCutoff(
    int K, RetrievalFigure Hit, RetrievalFigure Recall, RetrievalFigure Ndcg, RetrievalFigure? GradedLinear, RetrievalFigure? GradedExponential)
{
    internal IEnumerable<RetrievalFigure> Figures => new[] { Hit, Recall, Ndcg, GradedLinear, GradedExponential }.OfType<RetrievalFigure>();
}
