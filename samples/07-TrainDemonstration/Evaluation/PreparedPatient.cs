namespace TrainDemonstration;

/// <summary>A test or probe patient before the encoder has seen it.</summary>
/// <param name="Row">The row, with the untrained network's vector and the mean HU.</param>
/// <param name="Hu">HU of the chosen slices, one after the other.</param>
internal sealed record PreparedPatient(EvaluationRow Row, short[] Hu);
