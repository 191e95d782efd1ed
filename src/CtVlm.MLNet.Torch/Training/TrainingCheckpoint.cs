using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Torch;

/// <summary>The file of a run's state: written beside, flushed to the disk, then renamed, so that there is always one whole checkpoint under the name.</summary>
/// <remarks>
/// A safetensors file. Tensors: parameter/NAME, mean/NAME, square/NAME, and best/NAME, average/NAME where there are any; history.loss, history.step, history.metric, float64.
/// Metadata: format, description, optimizer steps, and the numbers of <see cref="TrainingState"/> as JSON, in round-trip form; the loss scale only where there is one.
/// Where the parameters are is not in it: a run may go on on another device.
/// </remarks>
internal static class TrainingCheckpoint
{
    private const string Format = "ctvlm-training-1";
    private const string FormatKey = "format";
    private const string DescriptionKey = "description";
    private const string NumbersKey = "numbers";

    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    // Between the parts of a description.
    private const string Separator = "; ";

    /// <summary>Writes the state of a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">What the run is.</param>
    /// <param name="parameters">What is trained.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="state">The rest.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is untouched.</exception>
    public static void Save(string path, string description, IReadOnlyList<NamedParameter> parameters, AdamW optimizer, TrainingState state)
    {
        List<(SafetensorsTensor Tensor, Func<ReadOnlySpan<byte>> Bytes)> tensors = [];
        Add("parameter", index => PlainValues.Of(parameters[index].Parameter));
        Add("mean", optimizer.ReadMean);
        Add("square", optimizer.ReadSquare);
        if (state.Best is float[][] best)
        {
            Add("best", index => best[index]);
        }

        if (state.Average is RunningMean average)
        {
            Add("average", average.Read);
        }

        double[][] histories = [[.. state.Losses], [.. state.ValidatedSteps.Select(s => (double)s)], [.. state.Metrics]];
        Write(path, description, tensors, histories, Numbers.Of(optimizer, state));

        void Add(string kind, SpanSource read) => tensors.AddRange(parameters.Select((p, index) => (
            new SafetensorsTensor($"{kind}/{p.Name}", SafetensorsType.Float32, [p.Parameter.numel()]),
            new Func<ReadOnlySpan<byte>>(() => System.Runtime.InteropServices.MemoryMarshal.AsBytes(read(index))))));
    }

    /// <summary>Reads the state of a run into its parameters and optimizer.</summary>
    /// <returns>The rest; null where there is no file.</returns>
    /// <exception cref="InvalidOperationException">The file is of another run or is no checkpoint.</exception>
    public static TrainingState? Load(string path, string description, IReadOnlyList<NamedParameter> parameters, AdamW optimizer)
    {
        RemoveUnfinished(path);
        if (!File.Exists(path))
        {
            return null;
        }

        using SafetensorsFile file = Open(path);
        Require(file, description);
        Numbers numbers = JsonSerializer.Deserialize<Numbers>(file.Metadata[NumbersKey]) ?? throw Broken(path, "its numbers are missing");
        TrainingState state = numbers.ToState(file);
        state.Best = ReadSet(file, "best", parameters);
        ParameterValues.Write(parameters, ReadSet(file, "parameter", parameters)!);
        for (int i = 0; i < parameters.Count; i++)
        {
            optimizer.Restore(i, ReadOne(file, "mean", parameters[i]), ReadOne(file, "square", parameters[i]));
        }

        state.Average = ReadSet(file, "average", parameters) is float[][] average ? RunningMean.Of(parameters, average, optimizer.Path) : null;

        optimizer.Steps = numbers.OptimizerSteps;
        return state;
    }

    private static void Write(
        string path, string description, List<(SafetensorsTensor Tensor, Func<ReadOnlySpan<byte>> Bytes)> tensors, double[][] histories, Numbers numbers)
    {
        SafetensorsTensor[] lists = [.. Numbers.Histories.Select((name, i) => new SafetensorsTensor(name, SafetensorsType.Float64, [histories[i].Length]))];
        Dictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            [FormatKey] = Format,
            [DescriptionKey] = description,
            [NumbersKey] = JsonSerializer.Serialize(numbers, s_json),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. lists, .. tensors.Select(t => t.Tensor)], metadata);
        for (int i = 0; i < lists.Length; i++)
        {
            writer.Write(lists[i].Name, histories[i]);
        }

        foreach ((SafetensorsTensor tensor, Func<ReadOnlySpan<byte>> bytes) in tensors)
        {
            writer.WriteBytes(tensor.Name, bytes());
        }

        writer.Complete();
    }

    // What a run that was killed was writing.
    private static void RemoveUnfinished(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Path.GetFileName(full)}.*.partial") : [])
        {
            File.Delete(file);
        }
    }

    private static SafetensorsFile Open(string path)
    {
        try
        {
            return SafetensorsFile.Open(path);
        }
        catch (WeightsException e)
        {
            throw Broken(path, e.Message, e);
        }
    }

    private static void Require(SafetensorsFile file, string description)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format || !file.Metadata.ContainsKey(NumbersKey))
        {
            throw Broken(file.Path, $"its format is '{file.Metadata.GetValueOrDefault(FormatKey)}', '{Format}' expected");
        }

        if (file.Metadata.GetValueOrDefault(DescriptionKey) is string other && other != description)
        {
            string[] expected = description.Split(Separator), got = other.Split(Separator);
            throw new InvalidOperationException(
                $"Training checkpoint {file.Path} is of another run. Expected: {string.Join(Separator, expected.Except(got))}. Got: {string.Join(Separator, got.Except(expected))}. Name another file, or delete this one to begin anew.");
        }
    }

    private static float[][]? ReadSet(SafetensorsFile file, string kind, IReadOnlyList<NamedParameter> parameters) =>
        kind == "parameter" || file.Entries.Any(e => e.Name.StartsWith(kind + "/", StringComparison.Ordinal))
            ? [.. parameters.Select(p => ReadOne(file, kind, p))]
            : null;

    private static float[] ReadOne(SafetensorsFile file, string kind, NamedParameter parameter)
    {
        string name = $"{kind}/{parameter.Name}";
        SafetensorsEntry? entry = file.Entries.FirstOrDefault(e => e.Name == name);
        return entry?.ElementCount == parameter.Parameter.numel()
            ? file.ReadFloat32(name)
            : throw Broken(file.Path, string.Create(CultureInfo.InvariantCulture, $"tensor '{name}' of {parameter.Parameter.numel()} values expected, got {entry?.ElementCount ?? 0}"));
    }

    private static InvalidOperationException Broken(string path, string reason, Exception? inner = null) =>
        new($"Training checkpoint {path} cannot be used: {reason}. Delete it to begin anew.", inner);

    private delegate ReadOnlySpan<float> SpanSource(int index);

    private sealed record Numbers(int Step, long OptimizerSteps, string? MetricName, int BestStep, double BestMetric, int Stalled, bool HasStoppedEarly, LossScale? Scale)
    {
        public static IReadOnlyList<string> Histories { get; } = ["history.loss", "history.step", "history.metric"];

        public static Numbers Of(AdamW optimizer, TrainingState state) =>
            new(state.Step, optimizer.Steps, state.MetricName, state.BestStep, state.BestMetric, state.Stalled, state.HasStoppedEarly, state.Scale == LossScale.None ? null : state.Scale);

        public TrainingState ToState(SafetensorsFile file) => new()
        {
            Step = Step,
            MetricName = MetricName,
            BestStep = BestStep,
            BestMetric = BestMetric,
            Stalled = Stalled,
            HasStoppedEarly = HasStoppedEarly,
            Scale = Scale ?? LossScale.None,
            Losses = [.. Read(file, Histories[0])],
            ValidatedSteps = [.. Read(file, Histories[1]).Select(s => (int)s)],
            Metrics = [.. Read(file, Histories[2])],
        };

        private static double[] Read(SafetensorsFile file, string name) =>
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(file.GetBytes(file.GetEntry(name))).ToArray();
    }
}
