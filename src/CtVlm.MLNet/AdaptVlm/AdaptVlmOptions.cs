using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="AdaptVlmEstimator"/>.</summary>
public sealed record AdaptVlmOptions
{
    /// <summary>The column of bags that is added: vectors of the slices, by the adapted encoder.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The column of volumes.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The column of pooled vectors that is added: the bag, by the pooling of the training with what it has learnt.</summary>
    /// <value>Null: no such column; PoolEmbeddings may follow.</value>
    public string? PooledColumnName { get; init; }

    /// <summary>The column of text vectors that is added, in the space of the pooled ones.</summary>
    /// <value>Null: no such column.</value>
    public string? TextOutputColumnName { get; init; }

    /// <summary>What the names of the head's columns begin with: "" gives Score and PredictedLabel. It needs <see cref="PooledColumnName"/> and a head, <see cref="VlmLoss.HeadWeight"/>.</summary>
    /// <value>Null: no such columns.</value>
    public string? ScoreColumnPrefix { get; init; }

    /// <summary>The text column: the report. Read in training where the loss uses texts, and by the model where <see cref="TextOutputColumnName"/> is set.</summary>
    public string TextColumnName { get; init; } = "Report";

    /// <summary>The column of classes, read in training alone where the loss uses them: a key, text, Boolean or whole number.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The column that says whose series a row is: no patient is both trained on and held back.</summary>
    /// <value>Null: every row is a patient of its own.</value>
    public string? PatientColumnName { get; init; }

    /// <summary>The column of what series and texts must share to belong together, such as a tuple of labels: a key, text, Boolean or whole number.</summary>
    /// <value>Null: equal texts.</value>
    public string? PositiveKeyColumnName { get; init; }

    /// <summary>The encoder that is adapted; it stays as it is.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>Which slices are shown, in which windows.</summary>
    /// <value><see cref="CtRendering.EnterographyRgb"/> with 16 slices.</value>
    public CtRendering Rendering { get; init; } = CtRendering.EnterographyRgb(SliceSelection.Uniform(16));

    /// <summary>What trains, on what loss, for how long.</summary>
    public VlmTraining Training { get; init; } = new();

    /// <summary>Whether a saved model holds the base encoder's weights and files too.</summary>
    /// <value>False: it refers to them by hash.</value>
    public bool EmbedsBaseWeights { get; init; }

    /// <summary>How the model runs on this machine; never saved. Of training it decides the cache of frozen towers and cancellation; its precision is <see cref="VlmTraining.Precision"/>, without TF32.</summary>
    /// <value>Null: the context's settings, see <see cref="CtContextExtensions.ConfigureCtVlm"/>.</value>
    public CtRuntimeOptions? Runtime { get; init; }

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        string?[] added = [OutputColumnName, PooledColumnName, TextOutputColumnName, ScoreColumnPrefix is null ? null : ScoreColumnPrefix + "Score", ScoreColumnPrefix is null ? null : ScoreColumnPrefix + "PredictedLabel"];
        if (added.Any(name => name?.Length == 0))
        {
            yield return "the name of an added column is empty";
        }

        if (added.OfType<string>().Distinct(StringComparer.Ordinal).Count() < added.OfType<string>().Count())
        {
            yield return "two added columns have the same name";
        }

        if (ScoreColumnPrefix is not null && (PooledColumnName is null || Training.Loss.HeadWeight <= 0))
        {
            yield return $"{nameof(ScoreColumnPrefix)} needs {nameof(PooledColumnName)} and a head: give Training.Loss.HeadWeight";
        }
    }
}
