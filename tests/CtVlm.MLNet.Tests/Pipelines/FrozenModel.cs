using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

/// <summary>The pipeline of the frozen model files: every verb, fitted on two small series.</summary>
internal static class FrozenModel
{
    public static readonly string[] Series = ["ge-anisotropic", "ge-oblique", "ge-tall"];

    private static readonly PoolingTraining s_training = new() { LabelColumnName = "Severity", PatientColumnName = "PatientId", ValidationShare = 0, MaxEpochs = 3 };

    /// <summary>Writes a model file and what it gives, row by row. Used once for each version of a format; see tests/Golden/models/README.md.</summary>
    public static void Write(string modelPath, string valuesPath)
    {
        var ml = new MLContext(seed: 1);
        IDataView studies = Studies(ml);
        VlmEncoder encoder = VlmEncoder.FromSeed(11);
        ITransformer model = ml.Transforms.LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = "Volume", InputColumnName = "SeriesPath", OnError = SeriesErrorPolicy.MissingValue, ReadOptions = new CtReadOptions { Policy = CtReadPolicy.Resample } })
            .Append(ml.Transforms.MeasureCtQuality("Quality", "Volume"))
            .Append(ml.Transforms.EmbedCt(new EmbedCtOptions { OutputColumnName = "Slices", InputColumnName = "Volume", Encoder = encoder, Rendering = CtRendering.EnterographyRgb(SliceSelection.Uniform(4)), PositionsColumnName = "Positions" }))
            .Append(ml.Transforms.PoolEmbeddings("Mean", "Slices"))
            .Append(ml.Transforms.PoolEmbeddings("Max", "Slices", SlicePooling.Max()))
            .Append(ml.Transforms.PoolEmbeddings(new PoolEmbeddingsOptions { OutputColumnName = "Middle", InputColumnName = "Slices", Pooling = SlicePooling.Middle(), PositionsColumnName = "Positions" }))
            .Append(ml.Transforms.PoolEmbeddings(new PoolEmbeddingsOptions { OutputColumnName = "Attended", InputColumnName = "Slices", Pooling = SlicePooling.GatedAttention(s_training, hidden: 4), SliceWeightsColumnName = "Weights" }))
            .Append(ml.Transforms.ProjectEmbeddings("White", "Mean", EmbeddingProjection.ZcaWhitening(shrinkage: CovarianceShrinkage.LedoitWolf)))
            .Append(ml.Transforms.ProjectEmbeddings("Components", "Mean", EmbeddingProjection.Pca(2)))
            .Append(ml.Transforms.ProjectEmbeddings("Unit", "Max"))
            .Append(ml.Transforms.EmbedText("Text", "Report", encoder))
            .Append(ml.Transforms.EmbedText(new EmbedTextOptions { OutputColumnName = "Ensemble", InputColumnName = "Report", Encoder = encoder, Templates = ["{0}", "a CT image: {0}"], TokenCountColumnName = "Tokens", TruncatedColumnName = "IsCut" }))
            .Append(ml.Transforms.ScoreZeroShot("Slices", encoder, [new("chest"), new("abdomen", "the abdomen", "the belly")]))
            .Fit(studies);
        ml.Model.Save(model, studies.Schema, modelPath);
        File.WriteAllText(valuesPath, System.Text.Json.JsonSerializer.Serialize(Read(model.Transform(studies))));
    }

    public static IDataView Studies(MLContext ml) => ml.Data.LoadFromEnumerable(Series.Select((name, i) => new CtStudy
    {
        SeriesPath = GoldenFiles.Path("dicom", "files", name),
        PatientId = $"P{i}",
        Severity = i,
        Report = $"report of {name}",
    }));

    /// <summary>The numeric columns of a scored view: name, then one vector a row. Earlier versions have fewer of them.</summary>
    public static Dictionary<string, float[][]> Read(IDataView view)
    {
        Dictionary<string, float[][]> columns = new[] { "Mean", "Max", "Components", "Unit", "Text" }.ToDictionary(name => name, name => view.GetColumn<float[]>(name).ToArray());
        foreach (string name in new[] { "Ensemble", "Score", "Positions", "Middle", "Attended", "Weights", "White" }.Where(name => view.Schema.GetColumnOrNull(name) is not null))
        {
            columns[name] = [.. view.GetColumn<float[]>(name)];
        }

        foreach (string name in new[] { "Quality.SliceCount", "Quality.SpacingZMm", "Quality.AirPeakHu" }.Where(name => view.Schema.GetColumnOrNull(name) is not null))
        {
            columns[name] = [.. view.GetColumn<float>(name).Select(value => new[] { value })];
        }

        return columns;
    }
}
