using CtVlm.MLNet.Phantoms;
using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>Makes the batches of the window and slice stages. A batch depends on seed and step alone, so a run that was interrupted goes on with the same ones.</summary>
internal sealed class PictureSampler
{
    /// <summary>Least pixels of diseased wall that make a window diseased.</summary>
    private const int LeastWindowWall = 8;

    /// <summary>Least pixels that make a slice diseased.</summary>
    private const int LeastSliceWall = 10;

    private const int TextsOfKey = 2;
    private const float JitterShare = 1 / 3f;

    private readonly PicturePicker _picker;
    private readonly ClipTokenizer _tokenizer;
    private readonly ThreadLocal<SquareRenderer> _renderer;
    private readonly int _seed;
    private readonly int _batch;
    private readonly bool _windows;
    private readonly bool _changes;

    /// <summary>A sampler.</summary>
    /// <param name="patients">The patients.</param>
    /// <param name="tokenizer">For the texts.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <param name="batch">Pictures a batch.</param>
    /// <param name="windows">Whether pictures are windows, or whole slices.</param>
    /// <param name="changes">Whether slices are augmented.</param>
    public PictureSampler(PatientSet patients, ClipTokenizer tokenizer, int seed, int batch, bool windows, bool changes)
    {
        _picker = new PicturePicker(patients, windows ? LeastWindowWall : LeastSliceWall);
        _tokenizer = tokenizer;
        int size = patients.Patients[0].Size;
        _renderer = new ThreadLocal<SquareRenderer>(() => new SquareRenderer(size, CtRendering.EnterographyRgb()));
        _seed = seed;
        _batch = batch;
        _windows = windows;
        _changes = changes;
    }

    /// <summary>Makes the batch of a step.</summary>
    public PictureBatch Draw(int step)
    {
        PictureBatch batch = new(_batch, _windows ? PatchGrid.WindowSide : PatchGrid.Side);
        for (int i = 0; i < _batch; i++)
        {
            Draw(RandomStream.For(_seed, (step * _batch) + i, _windows ? "window" : "slice"), batch, i);
        }

        return batch;
    }

    private void Draw(RandomStream random, PictureBatch batch, int index)
    {
        PicturePick pick = _picker.Pick(random);
        TrainingPatient patient = pick.Patient;
        Augmentation change = _changes ? Augmentation.Draw(random, patient.Size) : Augmentation.None;
        PatchGrid grid = _windows ? ChooseWindow(random, pick.Place, patient.Size, change) : PatchGrid.Whole;
        grid.WritePlaces(batch.Places.AsSpan(index * batch.Tokens, batch.Tokens));
        ReadOnlySpan<ushort> wall = patient.Wall(pick.Place.Slice);
        int pixels = patient.Class == 0 ? 0 : WallMap.Fill(wall, patient.Size, change, grid, batch.MapOf(index, patient.Class), PictureBatch.MapWidth);
        PhantomFindings findings = pixels >= (_windows ? LeastWindowWall : LeastSliceWall) ? patient.Findings : ReportTexts.Normal;
        batch.Describe(index, findings);
        string text = ReportTexts.Write(random, findings);
        if (batch.Texts.Keys.Count(key => key == findings.Key) < TextsOfKey)
        {
            batch.Texts.Add(findings.Key, text, _tokenizer);
        }

        _renderer.Value!.Render(patient.Slice(pick.Place.Slice), change, grid, random, batch.PixelsOf(index));
    }

    private static PatchGrid ChooseWindow(RandomStream random, Place place, int size, Augmentation change)
    {
        (float x, float y) = change.Forward(place.Pixel % size, place.Pixel / size, size);
        float toPicture = (float)PatchGrid.PictureSize / size, jitter = JitterShare * PatchGrid.WindowSide * PatchGrid.PatchSize;
        return PatchGrid.WindowAt((x * toPicture) + random.Uniform(-jitter, jitter), (y * toPicture) + random.Uniform(-jitter, jitter));
    }
}
