using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>The pipelines of README.md, compiled: <see cref="ReadmeTests"/> compares the lines.</summary>
internal static class ReadmePipeline
{
    public static void Run(IDataView train, IDataView test)
    {
        var ml = new MLContext(seed: 1);
        IDataView studies = ml.Data.LoadFromTextFile<CtStudy>("cohort/studies.csv", ',', hasHeader: true, allowQuoting: true);
        var pipeline = ml.Transforms.LoadCtSeries("Volume", "SeriesPath", baseFolder: "cohort")
            .Append(ml.Transforms.EmbedCt("Slices", "Volume", VlmEncoder.FromFolder("models/clip"), CtRendering.EnterographyRgb()))
            .Append(ml.Transforms.PoolEmbeddings("Embedding", "Slices", SlicePooling.Mean()))
            .Append(ml.Transforms.ProjectEmbeddings("Features", "Embedding", EmbeddingProjection.Centring()))
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Severity"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
        ITransformer model = pipeline.Fit(train);
        Console.WriteLine(ml.MulticlassClassification.EvaluateClinical(model.Transform(test), groupColumnName: "PatientId"));
        ml.Model.Save(model, studies.Schema, "ibd.zip");          // another process: ml.Model.Load("ibd.zip", out _), nothing to register
    }

    public static IEstimator<ITransformer> ZeroShot(MLContext ml)
    {
        VlmEncoder encoder = VlmEncoder.FromFolder("models/clip");
        ZeroShotClass[] classes = [new("normal", "a CT image of a normal bowel"), new("inflamed", "a CT image of an inflamed bowel", "a thick bowel wall on CT")];
        var zeroShot = ml.Transforms.LoadCtSeries("Volume", "SeriesPath", baseFolder: "cohort")
            .Append(ml.Transforms.EmbedCt("Slices", "Volume", encoder))
            .Append(ml.Transforms.ScoreZeroShot("Slices", encoder, classes))                                      // Score and PredictedLabel of the volume
            .Append(ml.Transforms.ScoreZeroShot("Slices", encoder, classes, ZeroShotLevel.Slice, "Slice."));      // and of each slice
        return zeroShot;
    }

    public static IEstimator<ITransformer> Adapting(MLContext ml)
    {
        VlmTraining training = new()
        {
            Parts = TrainableParts.Adapters(LoraOptions.Parse("v8b12_t8b6")),          // rank 8 on the last 12 vision blocks and the last 6 text blocks
            Pooling = SlicePooling.GatedAttention(new PoolingTraining()),
            Loss = new VlmLoss { HeadWeight = 0.5 },                                   // the reports' contrastive loss, and half as much of the grades'
            CheckpointPath = "adapting.checkpoint",                                    // stopped? run it again: it goes on where it was, bit for bit on a CPU
        };
        var adapting = ml.Transforms.LoadCtSeries("Volume", "SeriesPath", baseFolder: "cohort")
            .Append(ml.Transforms.AdaptVlm(new AdaptVlmOptions
            {
                Encoder = VlmEncoder.FromFolder("models/clip"),
                OutputColumnName = "Slices",
                InputColumnName = "Volume",
                PooledColumnName = "Embedding",
                TextOutputColumnName = "ReportEmbedding",                              // of the column Report
                ScoreColumnPrefix = "",                                                // Score and PredictedLabel of the head
                LabelColumnName = "Severity",
                PatientColumnName = "PatientId",
                Training = training,
            }));
        return adapting;
    }

    public static void Honest(MLContext ml, IDataView studies, IEstimator<ITransformer> pipeline, VlmEncoder encoder)
    {
        CtHoldout test = ml.CtVlm().StratifiedGroupHoldout(studies, 0.25, "Severity", "PatientId");                // no patient on both sides
        CtHoldout calibration = ml.CtVlm().StratifiedGroupHoldout(test.Train, 0.3, "Severity", "PatientId");
        ITransformer model = pipeline.Fit(calibration.Train);
        ITransformer calibrated = ml.Transforms.CalibrateScores("Score", calibration: ScoreCalibration.Temperature()).Fit(model.Transform(calibration.Test));
        IDataView scored = calibrated.Transform(model.Transform(test.Test));
        Console.WriteLine(ml.MulticlassClassification.EvaluateOrdinal(scored, groupColumnName: "PatientId"));     // kappas, ordinal error, cut points, beside chance
        Console.WriteLine(ml.CtVlm().EstimateIntervals(scored, new IntervalOptions { PatientColumnName = "PatientId" }));
        IDataView paired = ml.Transforms.EmbedText("ReportEmbedding", "Report", encoder).Fit(scored).Transform(scored);
        Console.WriteLine(ml.CtVlm().EvaluateRetrieval(paired, "ReportEmbedding", "Embedding", groupColumn: "PatientId"));
    }
}
