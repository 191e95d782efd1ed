using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Makes each encoder pass when it is first needed, and holds its bags; those unused longest go where memory runs short.</summary>
/// <remarks>A pass that went is made again from the embedding cache, where there is one. For one thread at a time.</remarks>
internal sealed class BagStore(
    MLContext context, IDataView data, StrategyExperimentSettings settings, StrategyPlan plan, StrategyCohort labelled, StrategyStop stop, StrategyReporter reporter)
{
    private readonly Dictionary<int, SeriesBags> _bags = [];
    private readonly List<int> _byUse = [];
    private readonly Dictionary<int, (string Text, Exception Cause)> _failures = [];
    private readonly Dictionary<string, float[]?[]> _texts = [];
    private readonly StrategyCohort _labelled = labelled;
    private StrategyCohort _cohort = labelled;

    /// <summary>Passes made.</summary>
    public int Passes { get; private set; }

    /// <summary>Time of those passes.</summary>
    public double Seconds { get; private set; }

    /// <summary>Makes passes, and the first step of the model.</summary>
    public SeriesBagReader Reader { get; } = new(context, data, settings, stop);

    /// <summary>The labelled rows whose series the first pass that works can embed.</summary>
    /// <exception cref="InvalidOperationException">There is none, or no pass works.</exception>
    public int[] FindUsable()
    {
        int pass = Enumerable.Range(0, plan.Passes.Count).FirstOrDefault(IsWorking, -1);
        if (pass < 0)
        {
            throw new InvalidOperationException($"StrategyExperiment: no encoder works. The first: {_failures[0].Text}");
        }

        SeriesBags bags = _bags[pass];
        int[] usable = [.. Enumerable.Range(0, _labelled.Count).Where(row => bags.Errors[row] is null)];
        if (usable.Length == 0)
        {
            throw new InvalidOperationException($"StrategyExperiment: none of the {_labelled.Count} labelled series can be embedded. The error columns of LoadCtSeries and EmbedCt say why.");
        }

        return usable;
    }

    /// <summary>Leaves out all other rows, from now on.</summary>
    /// <returns>What is left.</returns>
    public StrategyCohort Restrict(int[] rows)
    {
        _cohort = _labelled.Keep(rows);
        foreach (int pass in _bags.Keys.ToArray())
        {
            _bags[pass] = _bags[pass].Keep(rows);
        }

        return _cohort;
    }

    /// <summary>The bags of a pass.</summary>
    /// <exception cref="InvalidOperationException">The encoder failed, for all of the series.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public SeriesBags Get(int pass)
    {
        if (_failures.TryGetValue(pass, out (string Text, Exception Cause) failure))
        {
            throw new InvalidOperationException(failure.Text, failure.Cause);
        }

        if (!_bags.TryGetValue(pass, out SeriesBags? bags))
        {
            bags = TryRead(pass);
            Hold(pass, bags);
        }

        _byUse.Remove(pass);
        _byUse.Add(pass);
        return bags;
    }

    /// <summary>Why a pass failed, with nothing that may name a file or a patient; null where it did not.</summary>
    public string? FindFailure(int pass) => _failures.TryGetValue(pass, out (string Text, Exception Cause) failure) ? failure.Text : null;

    /// <summary>The bags of the first pass that is in memory; null where none is.</summary>
    public SeriesBags? FindHeld() => _bags.Count == 0 ? null : _bags[_bags.Keys.Min()];

    /// <summary>The vectors of the reports, null for a row without; null where the encoder reads no text or there are no reports.</summary>
    public float[]?[]? GetTexts(int pass)
    {
        EncoderPass chosen = plan.Passes[pass];
        if (_cohort.Reports is not { } reports || chosen.Encoder.TextWidth is null)
        {
            return null;
        }

        if (!_texts.TryGetValue(chosen.EncoderHash, out float[]?[]? vectors))
        {
            _texts[chosen.EncoderHash] = vectors = EmbedTexts(chosen, reports);
        }

        return vectors;
    }

    private bool IsWorking(int pass)
    {
        try
        {
            Hold(pass, TryRead(pass));
            return true;
        }
        catch (InvalidOperationException) when (_failures.ContainsKey(pass))
        {
            return false; // Kept, and told by the strategies that need it.
        }
    }

    private SeriesBags TryRead(int pass)
    {
        try
        {
            return Read(pass);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or Dicom.DicomException or IOException or UnauthorizedAccessException) && !stop.Token.IsCancellationRequested)
        {
            string text = $"The encoder pass failed: {StrategyFailureText.Of(failure)}";
            _failures[pass] = (text, failure);
            throw new InvalidOperationException(text, failure);
        }
    }

    private SeriesBags Read(int pass)
    {
        stop.Check();
        reporter.PassBegins(pass);
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            return Reader.Read(plan.Passes[pass], _cohort.SourceRows);
        }
        finally
        {
            Passes++;
            Seconds += watch.Elapsed.TotalSeconds;
        }
    }

    private void Hold(int pass, SeriesBags bags)
    {
        _bags[pass] = bags;
        _byUse.Add(pass);
        while (_bags.Count > 1 && _bags.Values.Sum(b => b.Bytes) > stop.MostBagBytes)
        {
            _bags.Remove(_byUse[0]);
            _byUse.RemoveAt(0);
        }

        stop.Check();
    }

    private float[]?[] EmbedTexts(EncoderPass pass, string[] reports)
    {
        const string Text = "Report", Vector = "Vector";
        int[] rows = [.. Enumerable.Range(0, reports.Length).Where(r => reports[r].Length > 0)];
        HeldView view = new(rows, HeldColumn.Text(Text, reports));
        using EmbedTextTransformer transformer = context.Transforms.EmbedText(new EmbedTextOptions
        {
            OutputColumnName = Vector,
            InputColumnName = Text,
            Encoder = pass.Encoder,
            Runtime = new CtRuntimeOptions { CancellationToken = stop.Token },
        }).Fit(view);
        float[]?[] vectors = new float[reports.Length][];
        foreach ((int place, float[] vector) in transformer.Transform(view).GetColumn<float[]>(Vector).Index())
        {
            vectors[rows[place]] = vector;
        }

        return vectors;
    }
}
