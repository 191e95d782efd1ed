using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>What a report needs beyond the figures of a result. It keeps the bags of the recommended strategy's pass in memory.</summary>
/// <param name="Settings">The settings of the experiment.</param>
/// <param name="Cohort">The rows that strategies were tested on.</param>
/// <param name="Context">The context of the experiment.</param>
/// <param name="View">The data, with its volumes.</param>
/// <param name="FailedRows">Numbers of the labelled rows whose series cannot be embedded.</param>
/// <param name="Bags">The bags of the recommended strategy; null where there is no model.</param>
internal sealed record StrategyEvidence(
    StrategyExperimentSettings Settings, StrategyCohort Cohort, MLContext Context, IDataView View, IReadOnlyList<long> FailedRows, SeriesBags? Bags);
