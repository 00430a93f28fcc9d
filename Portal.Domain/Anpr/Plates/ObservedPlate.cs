namespace Portal.Anpr.Plates;

/// <summary>What matching needs of one read.</summary>
/// <param name="Plate">From <see cref="PlateNumber.NormaliseObserved"/>: 0 to 12 characters of A-Z, 0-9 and <c>?</c>.</param>
/// <param name="Country">Distinguishing sign, as <see cref="Plates.Country.Normalise"/> gives it; null when not known.</param>
/// <param name="CapturedAt">UTC; when the camera saw the vehicle.</param>
/// <param name="CharacterConfidence">How sure the camera is of each character, 0 to 1, as many as <paramref name="Plate"/> has characters; of
/// any other number they count as not said.</param>
/// <param name="Candidates">Other plates that the camera held possible, normalised, best first; the first
/// <see cref="PlateTolerance.MaxCandidates"/> count.</param>
public readonly record struct ObservedPlate(
    string Plate, string? Country, DateTimeOffset CapturedAt, IReadOnlyList<double> CharacterConfidence, IReadOnlyList<string> Candidates);
