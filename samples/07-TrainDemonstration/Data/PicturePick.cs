namespace TrainDemonstration;

/// <summary>One picture to be made: whose, where.</summary>
/// <param name="Patient">The patient.</param>
/// <param name="Place">A slice, and the pixel that a window is centred near.</param>
internal readonly record struct PicturePick(TrainingPatient Patient, Place Place);
