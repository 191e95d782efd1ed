using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The verbs that this package adds to <c>MLContext.Transforms</c>.</summary>
public static class CtTransformsCatalog
{
    /// <summary>Opens the CT series that a text column names: text to <see cref="CtVolumeDataViewType"/>. Sample: samples/02-InspectYourFolder.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of volumes that is added.</param>
    /// <param name="inputColumnName">The text column: folder, file, or <c>folder|SeriesInstanceUID</c>; the output column's name when null.</param>
    /// <param name="baseFolder">What relative paths start from; the current folder when null.</param>
    /// <returns>The estimator.</returns>
    public static LoadCtSeriesEstimator LoadCtSeries(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string? baseFolder = null) =>
        catalog.LoadCtSeries(new LoadCtSeriesOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, BaseFolder = baseFolder });

    /// <summary>Opens the CT series that a text column names: text to <see cref="CtVolumeDataViewType"/>. Sample: samples/02-InspectYourFolder.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static LoadCtSeriesEstimator LoadCtSeries(this TransformsCatalog catalog, LoadCtSeriesOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Measures whether CT volumes are fit for use: <see cref="CtVolumeDataViewType"/> to columns of Single and text. Sample: samples/02-InspectYourFolder.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">What the names of the added columns begin with: <c>Quality</c> gives <c>Quality.SliceCount</c> and so on.</param>
    /// <param name="inputColumnName">The column of volumes; the output column's name when null.</param>
    /// <returns>The estimator.</returns>
    public static MeasureCtQualityEstimator MeasureCtQuality(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        catalog.MeasureCtQuality(new MeasureCtQualityOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });

    /// <summary>Measures whether CT volumes are fit for use: <see cref="CtVolumeDataViewType"/> to columns of Single and text. Sample: samples/02-InspectYourFolder.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static MeasureCtQualityEstimator MeasureCtQuality(this TransformsCatalog catalog, MeasureCtQualityOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Embeds CT volumes, slice by slice or whole: <see cref="CtVolumeDataViewType"/> to a bag, Vector&lt;Single, 0, d&gt;. Sample: samples/01-Quickstart.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of bags that is added.</param>
    /// <param name="inputColumnName">The column of volumes.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="rendering">Which slices are shown, in which windows; <see cref="CtRendering.EnterographyRgb"/> when null. Without meaning for an encoder of whole volumes.</param>
    /// <param name="point">Where the embedding is taken.</param>
    /// <returns>The estimator.</returns>
    public static EmbedCtEstimator EmbedCt(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        VlmEncoder encoder,
        CtRendering? rendering = null,
        EmbeddingPoint point = EmbeddingPoint.Projected) =>
        catalog.EmbedCt(new EmbedCtOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Encoder = encoder,
            Rendering = rendering ?? CtRendering.EnterographyRgb(),
            Point = point,
        });

    /// <summary>Embeds CT volumes, slice by slice or whole: <see cref="CtVolumeDataViewType"/> to a bag, Vector&lt;Single, 0, d&gt;. Sample: samples/01-Quickstart.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static EmbedCtEstimator EmbedCt(this TransformsCatalog catalog, EmbedCtOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>
    /// Pools a bag of slice embeddings into one vector: Vector&lt;Single, 0, d&gt; to Vector&lt;Single, k&gt;. A pooling that learns, such as gated attention, is trained on the labelled rows
    /// of the fit; the label is not needed afterwards. Sample: samples/01-Quickstart.
    /// </summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of pooled vectors that is added.</param>
    /// <param name="inputColumnName">The column of bags; the output column's name when null.</param>
    /// <param name="pooling">How a bag becomes one vector, with the columns it is trained on where it learns; the mean when null.</param>
    /// <returns>The estimator.</returns>
    public static PoolEmbeddingsEstimator PoolEmbeddings(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, SlicePooling? pooling = null) =>
        catalog.PoolEmbeddings(new PoolEmbeddingsOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Pooling = pooling ?? SlicePooling.Mean(),
        });

    /// <summary>
    /// Pools a bag of slice embeddings into one vector: Vector&lt;Single, 0, d&gt; to Vector&lt;Single, k&gt;. A pooling that learns, such as gated attention, is trained on the labelled rows
    /// of the fit; the label is not needed afterwards. Sample: samples/01-Quickstart.
    /// </summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static PoolEmbeddingsEstimator PoolEmbeddings(this TransformsCatalog catalog, PoolEmbeddingsOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Moves embeddings into another space, fitted on the training rows: Vector&lt;Single, d&gt; to Vector&lt;Single, k&gt;. Sample: samples/01-Quickstart.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of projected vectors that is added.</param>
    /// <param name="inputColumnName">The column of vectors; the output column's name when null.</param>
    /// <param name="projection">The projection; <see cref="EmbeddingProjection.L2"/> when null. Some need a column of classes or of the other modality's embeddings too, in Fit only, and name it themselves.</param>
    /// <returns>The estimator.</returns>
    public static ProjectEmbeddingsEstimator ProjectEmbeddings(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, EmbeddingProjection? projection = null) =>
        catalog.ProjectEmbeddings(new ProjectEmbeddingsOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Projection = projection ?? EmbeddingProjection.L2(),
        });

    /// <summary>Moves embeddings into another space, fitted on the training rows: Vector&lt;Single, d&gt; to Vector&lt;Single, k&gt;. Sample: samples/01-Quickstart.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static ProjectEmbeddingsEstimator ProjectEmbeddings(this TransformsCatalog catalog, ProjectEmbeddingsOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Embeds texts in the space of an encoder's images: text to Vector&lt;Single, d&gt;. Sample: samples/03-ZeroShot.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of text embeddings that is added.</param>
    /// <param name="inputColumnName">The text column.</param>
    /// <param name="encoder">The encoder; it must have a text tower.</param>
    /// <returns>The estimator.</returns>
    public static EmbedTextEstimator EmbedText(this TransformsCatalog catalog, string outputColumnName, string inputColumnName, VlmEncoder encoder) =>
        catalog.EmbedText(new EmbedTextOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Encoder = encoder });

    /// <summary>Embeds texts in the space of an encoder's images: text to Vector&lt;Single, d&gt;. Sample: samples/03-ZeroShot.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static EmbedTextEstimator EmbedText(this TransformsCatalog catalog, EmbedTextOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>Scores embeddings of images against classes told by words: Vector&lt;Single, 0, d&gt; or Vector&lt;Single, d&gt; to Score and PredictedLabel. Sample: samples/03-ZeroShot.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="inputColumnName">The column of embeddings: a bag of EmbedCt, or a pooled vector of it.</param>
    /// <param name="encoder">The encoder that the embeddings come from; it must have a text tower.</param>
    /// <param name="classes">The classes, in the order of the scores: <c>[new("chest", "a CT image of the chest"), new("pelvis", "a CT image of the pelvis")]</c>.</param>
    /// <param name="level">Whether the row or each slice of its bag is scored.</param>
    /// <param name="outputColumnPrefix">Put before the names of the added columns, Score and PredictedLabel.</param>
    /// <returns>The estimator.</returns>
    public static ScoreZeroShotEstimator ScoreZeroShot(
        this TransformsCatalog catalog,
        string inputColumnName,
        VlmEncoder encoder,
        IReadOnlyList<ZeroShotClass> classes,
        ZeroShotLevel level = ZeroShotLevel.Volume,
        string outputColumnPrefix = "") =>
        catalog.ScoreZeroShot(new ScoreZeroShotOptions
        {
            InputColumnName = inputColumnName,
            Encoder = encoder,
            Classes = classes,
            Level = level,
            OutputColumnPrefix = outputColumnPrefix,
        });

    /// <summary>Scores embeddings of images against classes told by words: Vector&lt;Single, 0, d&gt; or Vector&lt;Single, d&gt; to Score and PredictedLabel. Sample: samples/03-ZeroShot.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static ScoreZeroShotEstimator ScoreZeroShot(this TransformsCatalog catalog, ScoreZeroShotOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>
    /// Turns the scores of a multiclass trainer into calibrated probabilities, and on demand abstains: Vector&lt;Single, k&gt; to Vector&lt;Single, k&gt;, PredictedLabel and Abstained. Fit it on
    /// validation rows that the trained model has scored, not on those it was trained on; the label is not needed afterwards.
    /// </summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of probabilities that is added; the name of the scores replaces them.</param>
    /// <param name="inputColumnName">The column of scores; the output column's name when null.</param>
    /// <param name="calibration">The calibration; <see cref="ScoreCalibration.Temperature"/> when null.</param>
    /// <param name="labelColumnName">The actual class, in Fit only: a key, a number or text.</param>
    /// <param name="inputKind">What the scores are; decided from the rows of the fit by default.</param>
    /// <param name="abstainBelow">Highest probability below which PredictedLabel is missing and Abstained true, above 0 to 1; null: never.</param>
    /// <returns>The estimator.</returns>
    public static CalibrateScoresEstimator CalibrateScores(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        ScoreCalibration? calibration = null,
        string labelColumnName = "Label",
        ScoreInputKind inputKind = ScoreInputKind.Auto,
        double? abstainBelow = null) =>
        catalog.CalibrateScores(new CalibrateScoresOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Calibration = calibration ?? ScoreCalibration.Temperature(),
            LabelColumnName = labelColumnName,
            InputKind = inputKind,
            AbstainBelow = abstainBelow,
        });

    /// <summary>Turns the scores of a multiclass trainer into calibrated probabilities, and on demand abstains: Vector&lt;Single, k&gt; to Vector&lt;Single, k&gt;, PredictedLabel and Abstained.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static CalibrateScoresEstimator CalibrateScores(this TransformsCatalog catalog, CalibrateScoresOptions options) =>
        new(CatalogUtils.GetEnvironment(catalog), options);

    /// <summary>
    /// Adapts an encoder to series and their reports or classes, by LoRA or more, then embeds with it: <see cref="CtVolumeDataViewType"/> to a bag, Vector&lt;Single, 0, d&gt;, and text to
    /// Vector&lt;Single, d&gt; on demand. Sample: samples/06-AdaptAndCompare.
    /// </summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of bags that is added.</param>
    /// <param name="inputColumnName">The column of volumes.</param>
    /// <param name="encoder">The encoder; it stays as it is.</param>
    /// <param name="textColumnName">The column of reports, read in training.</param>
    /// <param name="patientColumnName">The column that says whose series a row is; every row is a patient of its own when null.</param>
    /// <param name="rendering">Which slices are shown, in which windows; <see cref="CtRendering.EnterographyRgb"/> with 16 slices when null.</param>
    /// <param name="training">What trains, on what loss, for how long; the defaults when null.</param>
    /// <returns>The estimator.</returns>
    public static AdaptVlmEstimator AdaptVlm(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName,
        VlmEncoder encoder,
        string textColumnName = "Report",
        string? patientColumnName = null,
        CtRendering? rendering = null,
        VlmTraining? training = null) =>
        catalog.AdaptVlm(new AdaptVlmOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Encoder = encoder,
            TextColumnName = textColumnName,
            PatientColumnName = patientColumnName,
            Rendering = rendering ?? CtRendering.EnterographyRgb(SliceSelection.Uniform(16)),
            Training = training ?? new VlmTraining(),
        });

    /// <summary>Adapts an encoder to series and their reports or classes, then embeds with it, pools and scores. Sample: samples/06-AdaptAndCompare.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The estimator.</returns>
    public static AdaptVlmEstimator AdaptVlm(this TransformsCatalog catalog, AdaptVlmOptions options) => new(CatalogUtils.GetEnvironment(catalog), options);
}
