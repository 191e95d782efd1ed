using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>A series that is trained on, with what is known of it.</summary>
/// <param name="Volume">The images; the caller's, and open as long as training lasts.</param>
/// <param name="Patient">Whose series it is: no patient is both trained on and held back.</param>
public sealed record TrainingSeries(CtVolume Volume, string Patient)
{
    /// <summary>The report or another text; never empty where the loss uses texts.</summary>
    public string Text { get; init; } = "";

    /// <summary>What series and texts must share to belong together, such as a tuple of labels or the template of a report.</summary>
    /// <value>Null: the text itself.</value>
    public string? PositiveKey { get; init; }

    /// <summary>The class, from 0; -1 where it is not known.</summary>
    public int Class { get; init; } = -1;

    /// <summary>The key that counts.</summary>
    internal string Key => PositiveKey ?? Text;
}
