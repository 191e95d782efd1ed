using CtVlm.MLNet.Phantoms;
using Microsoft.ML.Data;

namespace TrainDemonstration;

/// <summary>A test or probe patient as a row.</summary>
internal sealed class EvaluationRow
{
    /// <summary>Identifier of the synthetic patient.</summary>
    public string PatientId { get; set; } = "";

    /// <summary>The class, 0 to 2.</summary>
    public float Severity { get; set; }

    /// <summary>What patients must share to be found by each other's reports.</summary>
    public string Key { get; set; } = "";

    /// <summary>The patient's own report.</summary>
    public string ReportText { get; set; } = "";

    /// <summary>Mean over slices of the encoder's vectors.</summary>
    [VectorType(DemonstrationConfig.ProjectedWidth)]
    public float[] Image { get; set; } = [];

    /// <summary>The same of the network before training.</summary>
    [VectorType(DemonstrationConfig.ProjectedWidth)]
    public float[] Untrained { get; set; } = [];

    /// <summary>Mean HU of the volume.</summary>
    [VectorType(1)]
    public float[] MeanHu { get; set; } = [];

    /// <summary>Vector of the patient's own report.</summary>
    [VectorType(DemonstrationConfig.ProjectedWidth)]
    public float[] Report { get; set; } = [];

    /// <summary>The same of diseased patients; missing, which means NaN, for normal ones.</summary>
    [VectorType(DemonstrationConfig.ProjectedWidth)]
    public float[] DiseasedReport { get; set; } = [];

    /// <summary>A row without vectors.</summary>
    public static EvaluationRow Of(PhantomPatient patient)
    {
        double sum = 0;
        foreach (short hu in patient.Series[0].Hu)
        {
            sum += hu;
        }

        return new EvaluationRow
        {
            PatientId = patient.Id,
            Severity = (int)patient.Severity,
            Key = patient.Findings.Key.ToString(),
            ReportText = patient.Report.Text,
            MeanHu = [(float)(sum / patient.Series[0].Hu.Length)],
        };
    }
}
