using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>From a data view to metrics: one pass, then arithmetic on rows in memory.</summary>
internal static class ClinicalEvaluator
{
    /// <summary>Multiclass metrics.</summary>
    public static ClinicalClassificationMetrics Classification(EvaluationCaller caller, IDataView data, EvaluationColumns columns, EvaluationSettings settings)
    {
        ReadRows read = ScoredRowsReader.Read(caller, data, columns, settings);
        return new ClinicalClassificationMetrics(
            read.All, settings, Subgroups.Of(read, (part, _) => new ClinicalClassificationMetrics(part, settings, [])));
    }

    /// <summary>Ordinal metrics.</summary>
    public static ClinicalOrdinalMetrics Ordinal(EvaluationCaller caller, IDataView data, EvaluationColumns columns, EvaluationSettings settings)
    {
        ReadRows read = ScoredRowsReader.Read(caller, data, columns, settings);
        return new ClinicalOrdinalMetrics(read.All, settings, Subgroups.Of(read, (part, _) => new ClinicalOrdinalMetrics(part, settings, [])));
    }

    /// <summary>Two-class metrics.</summary>
    public static ClinicalBinaryMetrics Binary(EvaluationCaller caller, IDataView data, BinaryColumns columns, EvaluationSettings settings)
    {
        (ReadRows read, BinaryPart all) = BinaryRowsReader.Read(caller, data, columns, settings);
        return new ClinicalBinaryMetrics(
            all,
            settings,
            Subgroups.Of(read, (part, rows) => new ClinicalBinaryMetrics(
                all with { Part = part, Margins = Array.ConvertAll(rows, row => all.Margins[row]) }, settings, [])));
    }
}
