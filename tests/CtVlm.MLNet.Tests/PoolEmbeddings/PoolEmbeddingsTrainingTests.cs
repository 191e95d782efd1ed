using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet.Tests;

/// <summary>Poolings that are trained when a pipeline is fitted.</summary>
public class PoolEmbeddingsTrainingTests
{
    private static readonly PoolingTraining s_training = new() { MaxEpochs = 10, PatientColumnName = "PatientId", LearningRate = 1e-2 };

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> LabelColumns => ["Label", "Grade", "Key", "Whole"];

    [Theory]
    [MemberData(nameof(LabelColumns))]
    public void Fit_AnyKindOfLabel_Trains(string column)
    {
        IDataView view = WithKinds(LabelledBagRow.Make());
        PoolEmbeddingsTransformer model = Pool(s_training with { LabelColumnName = column }).Fit(view);
        Assert.Equal(3, model.Fitted!.ClassCount);
        Assert.Equal((8, 8), (model.Fitted.InputWidth, model.Fitted.OutputWidth));
    }

    [Fact]
    public void Fit_LabelsOfOneOrder_TrainTheSame()
    {
        IDataView view = WithKinds(LabelledBagRow.Make());
        Assert.Equal(
            Embeddings(Pool(s_training).Fit(view), view), Embeddings(Pool(s_training with { LabelColumnName = "Key" }).Fit(view), view));
    }

    [Fact]
    public void Fit_Boolean_IsTwoClasses() =>
        Assert.Equal(2, Pool(s_training with { LabelColumnName = "IsActive", Target = PoolingTarget.Corn }).Fit(View()).Fitted!.ClassCount);

    [Fact]
    public void Fit_Report_CountsBagsAndPatients()
    {
        PoolingTrainingReport report = Pool(s_training).Fit(View()).TrainingReport!;
        Assert.Equal((24, 12), (report.TrainingBags + report.ValidationBags, report.TrainingPatients + report.ValidationPatients));
        Assert.Equal(report.ValidationBags, 2 * report.ValidationPatients);
        Assert.Equal(report.TrainingLosses.Count, report.ValidationLosses.Count);
    }

    [Fact]
    public void Fit_Again_GivesTheSame() => Assert.Equal(Embeddings(Pool(s_training).Fit(View()), View()), Embeddings(Pool(s_training).Fit(View()), View()));

    [Fact]
    public void Fit_RowsThatCannotBeUsed_AreLeftOutAndCounted()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        LabelledBagRow[] rows = LabelledBagRow.Make();
        rows[0].Label = float.NaN;
        rows[1].Slices[3] = float.NaN;
        rows[2].PatientId = "";
        rows[3].PatientId = " ";
        PoolingTrainingReport report = Pool(s_training).Fit(_ml.Data.LoadFromEnumerable(rows)).TrainingReport!;
        Assert.Equal(20, report.TrainingBags + report.ValidationBags);
        Assert.Contains(log, line => line.Contains("1 with NaN or infinity in the bag, 1 with an empty bag, 1 without a label, 2 without a patient", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_WithoutUse_SaysWhatIsWrong()
    {
        LabelledBagRow[] rows = LabelledBagRow.Make();
        rows[4].Label = 1.5f;
        Refuse(s_training, rows, "1.5; whole numbers expected");
        Refuse(s_training, [.. LabelledBagRow.Make().Where(r => r.Label == 0)], "the same class");
        Refuse(s_training, [.. LabelledBagRow.Make().Take(1)], "1 labelled bag");
        Refuse(s_training with { Target = PoolingTarget.Coral, LabelColumnName = "Grade" }, LabelledBagRow.Make(), "MapValueToKey");
    }

    [Theory]
    [InlineData("NoSuchLabel", "PatientId", "NoSuchLabel")]
    [InlineData("Slices", "PatientId", "a key, text, Boolean or whole number")]
    [InlineData("Label", "NoSuchPatient", "NoSuchPatient")]
    [InlineData("Label", "Label", "text, a key or a whole number")]
    public void Schema_LabelOrPatientThatIsNone_IsRefused(string label, string patient, string message)
    {
        PoolEmbeddingsEstimator estimator = Pool(s_training with { LabelColumnName = label, PatientColumnName = patient });
        foreach (Action action in new Action[] { () => estimator.GetOutputSchema(SchemaShapes.Create(View().Schema)), () => estimator.Fit(View()) })
        {
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Transform_WithoutLabel_IsTheSame()
    {
        PoolEmbeddingsTransformer model = Pool(s_training).Fit(View());
        IDataView bags = _ml.Transforms.SelectColumns("Slices").Fit(View()).Transform(View());
        Assert.Equal(Embeddings(model, View()), Embeddings(model, bags));
    }

    [Fact]
    public void Transform_OtherWidth_IsRefused()
    {
        PoolEmbeddingsTransformer model = Pool(s_training).Fit(View());
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new BagRow()])));
        Assert.Contains("Vector<Single, 0, 8>", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_EmptyBagUnderThrow_SaysWhatToDo()
    {
        IDataView result = _ml.Transforms.PoolEmbeddings(Options(s_training) with { OnMissing = MissingBagPolicy.Throw }).Fit(View()).Transform(View());
        foreach (string column in new[] { "Embedding", "Weights", "Weights.Entropy" })
        {
            var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadRows(result, column));
            Assert.Contains("OnError = SkipRow", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Transform_SomeColumnsOnly_AreTheSameAsAllAtOnce()
    {
        IDataView result = Pool(s_training).Fit(View()).Transform(View());
        string[] names = ["Embedding", "Weights", "Weights.Entropy", "Weights.EffectiveSliceCount"];
        List<object?[]> together = ViewReading.ReadRows(result, names);
        Assert.All(names.Index(), name => Assert.Equal(together.Select(row => row[name.Index]), ViewReading.ReadRows(result, name.Item).Select(row => row[0])));
    }

    [Fact]
    public void Schema_Names_SlotsAndSaysWhatPooled()
    {
        DataViewSchema schema = Pool(s_training).Fit(View()).GetOutputSchema(View().Schema);
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Embedding"].GetSlotNames(ref names);
        Assert.Equal("Slices.gatedattention.000", names.GetItemOrDefault(0).ToString());
        ReadOnlyMemory<char> pooling = default;
        schema["Embedding"].Annotations.GetValue("CtVlm.Pooling", ref pooling);
        Assert.Equal("gatedattention:hidden=16", pooling.ToString());
    }

    [Fact]
    public void Save_Loaded_HasTheParametersAndNoReport()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.zip");
        PoolEmbeddingsTransformer model = Pool(s_training).Fit(View());
        _ml.Model.Save(model, View().Schema, path);
        ITransformer loaded = _ml.Model.Load(path, out _);
        PoolEmbeddingsTransformer pooling = loaded as PoolEmbeddingsTransformer ?? ((TransformerChain<ITransformer>)loaded).OfType<PoolEmbeddingsTransformer>().Single();
        Assert.Null(pooling.TrainingReport);
        Assert.Equal(model.Fitted!.Parameters.SelectMany(p => p.Values), pooling.Fitted!.Parameters.SelectMany(p => p.Values));
        Assert.Equal(("gatedattention:hidden=16", 3, 8), (pooling.Pooling.Specification, pooling.Fitted.ClassCount, pooling.Fitted.InputWidth));
        Assert.Equal(Embeddings(model, View()), Embeddings(pooling, View()));
    }

    [Fact]
    public void Read_CutOrOverlongParameters_IsRefused()
    {
        FittedPooling fitted = Pool(s_training).Fit(View()).Fitted!;
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            FittedPoolingFormat.Write(writer, fitted);
        }

        byte[] bytes = stream.ToArray();
        Assert.Equal(fitted.Parameters.SelectMany(p => p.Values), Read(bytes, fitted.Pooling).Parameters.SelectMany(p => p.Values));
        foreach (int length in Enumerable.Range(0, bytes.Length).Where(l => l < 100 || l % 97 == 0))
        {
            Assert.True(Record.Exception(() => Read(bytes[..length], fitted.Pooling)) is FormatException or EndOfStreamException, $"{length} bytes");
        }

        // The first dimension stands after three counts, a name with its length, and the number of dimensions.
        int place = 12 + 4 + fitted.Parameters[0].Name.Length + 4;
        BitConverter.GetBytes(1 << 24).CopyTo(bytes, place);
        Assert.IsType<FormatException>(Record.Exception(() => Read(bytes, fitted.Pooling)));
    }

    [Fact]
    public void Fit_CancelledByTheContext_Stops()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        _ml.ConfigureCtVlm(new CtRuntimeOptions { CancellationToken = stop.Token });
        Assert.ThrowsAny<OperationCanceledException>(() => Pool(s_training).Fit(View()));
    }

    private static FittedPooling Read(byte[] bytes, SlicePooling pooling)
    {
        using BinaryReader reader = new(new MemoryStream(bytes));
        return FittedPoolingFormat.Read((IExceptionContext)new MLContext(), reader, pooling);
    }

    private static PoolEmbeddingsOptions Options(PoolingTraining training) => new()
    {
        OutputColumnName = "Embedding",
        InputColumnName = "Slices",
        Pooling = SlicePooling.GatedAttention(training, hidden: 16),
        SliceWeightsColumnName = "Weights",
    };

    private static IEnumerable<float> Embeddings(ITransformer model, IDataView view) => ViewReading.ReadColumn<float[]>(model.Transform(view), "Embedding").SelectMany(v => v);

    private PoolEmbeddingsEstimator Pool(PoolingTraining training) => _ml.Transforms.PoolEmbeddings(Options(training));

    private IDataView View() => _ml.Data.LoadFromEnumerable(LabelledBagRow.Make());

    // Keys in the order of first appearance, which is that of the numbers.
    private IDataView WithKinds(LabelledBagRow[] rows)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(_ml.Transforms.Conversion.ConvertType("Digits", "Label", DataKind.String))
            .Append(_ml.Transforms.Conversion.ConvertType("Whole", "Digits", DataKind.Int32)).Fit(view).Transform(view);
    }

    private void Refuse(PoolingTraining training, LabelledBagRow[] rows, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => Pool(training).Fit(_ml.Data.LoadFromEnumerable(rows))).Message, StringComparison.Ordinal);
}
