using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Adapts an encoder to series, their texts and their classes.</summary>
/// <remarks>
/// On the CPU, the same data and settings give the same result to the last bit; nothing global is seeded or drawn from. Where the blocks of the vision tower do not train, each
/// slice is embedded once and only its vector is kept: pooling, projection, text tower and head then train in seconds. <see cref="VlmTrainingResult.Path"/> says which way it went.
/// On a GPU everything but decoding and the variation of HU happens there; all chance is drawn on the CPU, so that it is the same on every device, but sums round otherwise. Float32
/// products are not rounded to TF32. This way was built and tested on the CPU alone, by running its operations there: it has not been run on a GPU.
/// <b>Source:</b> Minoccheri et al., arXiv 2604.13021 (LoRA and multi-positive contrastive training of series and reports).
/// </remarks>
public static class VlmTrainer
{
    /// <summary>Trains.</summary>
    /// <param name="encoder">The encoder; it stays as it is.</param>
    /// <param name="rendering">Which slices are shown, in which windows.</param>
    /// <param name="series">The series; two or more.</param>
    /// <param name="training">How.</param>
    /// <param name="device">Where, see <see cref="TorchDevices.Resolve"/>; null for the CPU. It is no part of what a checkpoint must agree with.</param>
    /// <returns>The adapted encoder, the pooling and the head, as they were at the best validation, and how it went.</returns>
    /// <exception cref="ArgumentException">The settings, the series or the rendering cannot be used; every fault is in the message.</exception>
    /// <exception cref="WeightsException">The encoder cannot be loaded, or has no such parts.</exception>
    /// <exception cref="Dicom.DicomException">A series cannot be read.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">No patient can be held back, the encoder is made by code, or the checkpoint is of another run.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written; the last good one stays.</exception>
    /// <exception cref="OperationCanceledException">The training's token was cancelled.</exception>
    public static VlmTrainingResult Train(VlmEncoder encoder, CtRendering rendering, IReadOnlyList<TrainingSeries> series, VlmTraining training, torch.Device? device = null) =>
        Train(encoder, rendering, series, training, device, null);

    /// <summary>Trains, with the vectors of frozen towers from elsewhere.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="rendering">Which slices are shown, in which windows.</param>
    /// <param name="series">The series.</param>
    /// <param name="training">How.</param>
    /// <param name="device">Where; null for the CPU.</param>
    /// <param name="embedFrozen">Gives the vectors of every series' slices at a point, in their order; asked only where the blocks of the vision tower do not train. Null: they are computed here.</param>
    internal static VlmTrainingResult Train(
        VlmEncoder encoder,
        CtRendering rendering,
        IReadOnlyList<TrainingSeries> series,
        VlmTraining training,
        torch.Device? device,
        Func<EmbeddingPoint, IReadOnlyList<SliceVectors>>? embedFrozen)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(rendering);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(training);
        rendering.Validate(nameof(rendering));
        training.Validate(nameof(training));
        RequireTowers(encoder, training);
        VolumeData data = VolumeData.Create(encoder, rendering, series, training);
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        using VolumeModel model = new(encoder, training, data.ClassCount, device ?? torch.CPU);
        using ISeriesVectors vectors = ReadVectors(model, rendering, data, training, embedFrozen);
        using SeriesTexts? texts = training.Loss.UsesTexts ? ReadTexts(model, data) : null;
        VolumeTask task = new(model, training, data, vectors, texts);
        try
        {
            TrainingReport report = TrainingLoop.Run(task, training.ToLoop(), training.CancellationToken);
            string path = texts is null ? vectors.Path : $"{vectors.Path}; {texts.Path}";
            return new VlmTrainingResult(model.ToEncoder(null), model.ToPooling(data.ClassCount), CreateHead(model, training, data), report, path)
            {
                TrainedSeries = data.Training.Count,
                HeldBackSeries = data.HeldBack.Count,
                TrainedPatients = data.Split.TrainingPatients,
                HeldBackPatients = data.Split.ValidationPatients,
            };
        }
        finally
        {
            task.Release();
        }
    }

    private static FittedHead? CreateHead(VolumeModel model, VlmTraining training, VolumeData data) =>
        model.Head is PoolingHead head ? new FittedHead(training.Loss.Target, model.PooledWidth, data.ClassCount, PoolingParameter.Of(head)) : null;

    private static ISeriesVectors ReadVectors(
        VolumeModel model, CtRendering rendering, VolumeData data, VlmTraining training, Func<EmbeddingPoint, IReadOnlyList<SliceVectors>>? embedFrozen)
    {
        VisionTower tower = model.Towers.Vision;
        if (model.RunsVisionTower)
        {
            return new TowerSeriesVectors(tower, new SeriesPictures(rendering, tower.Info, training.Augmentation, model.Device), [.. data.Series.Select(s => s.Volume)], training.RecomputesActivations);
        }

        EmbeddingPoint point = training.Parts.Vision.Part == TowerPart.Projection ? EmbeddingPoint.Pooled : EmbeddingPoint.Projected;

        // Not within a scope of ours: workers of the caller's open their own, and scopes take turns.
        return new HeldSeriesVectors(tower, embedFrozen?.Invoke(point) ?? EmbedHere(point), point);

        SliceVectors[] EmbedHere(EmbeddingPoint point)
        {
            using Tf32Scope? exact = Tf32Scope.Enter(model.Device, isAllowed: false);
            using SeriesPictures pictures = new(rendering, tower.Info, training.Augmentation, model.Device);
            return HeldSeriesVectors.Embed(tower, pictures, data.Series, point, training.CancellationToken);
        }
    }

    private static SeriesTexts ReadTexts(VolumeModel model, VolumeData data)
    {
        using Tf32Scope? exact = Tf32Scope.Enter(model.Device, isAllowed: false);
        return SeriesTexts.Create(model.Towers.Text!, [.. data.Series.Select(s => s.Text)], model.TextTraining);
    }

    private static void RequireTowers(VlmEncoder encoder, VlmTraining training)
    {
        if (encoder.Vision.VolumeInput is not null)
        {
            throw new ArgumentException($"Adapting '{encoder.Name}': it takes whole volumes, and slices are trained on. Choose an encoder of slices.", nameof(encoder));
        }

        if (training.Loss.UsesTexts && (encoder.TextWidth is null || encoder.FindSimilarity() is null))
        {
            throw new ArgumentException(
                $"Adapting '{encoder.Name}': it has no text tower in the space of its images, and the loss uses texts. Choose an encoder of the CLIP family, or a loss without texts.", nameof(encoder));
        }
    }
}
