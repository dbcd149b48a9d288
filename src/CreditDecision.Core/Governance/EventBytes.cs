using CreditDecision.Core.Audit;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Governance;

/// <summary>
/// The canonical bytes of an event, for hashing and storing: a purpose with its version, then every field in a fixed order; integers
/// big-endian, texts as UTF-8 after their length, times as UTC ticks. Equal events have equal bytes, and bytes are read back only if they are canonical.
/// </summary>
public static class EventBytes
{
    // Says what is hashed, so that no other hash of this service is ever one of a governance event. A new form gets a new number.
    private static ReadOnlySpan<byte> Purpose => "creditdecision governance 1"u8;

    /// <summary>SHA-256 over the digest of the event before (the default for the first) and the canonical bytes.</summary>
    public static Digest Chain(Digest previous, GovernanceEvent next) => Chain(previous, Write(next));

    /// <param name="canonical">As <see cref="Write"/> gives them.</param>
    public static Digest Chain(Digest previous, ReadOnlySpan<byte> canonical) => Digest.Of([.. previous.ToArray(), .. canonical]);

    public static byte[] Write(GovernanceEvent next)
    {
        var to = new FieldWriter();
        to.Raw(Purpose);
        to.Long(next.Number);
        to.Time(next.At);
        to.Text(next.Who);
        to.Many(next.Roles, role => to.Int((int)role));
        to.Int((int)next.Command.Act);
        to.Key(next.Command.Thing);
        Hashes(to, next.Command.Hashes);
        Said(to, next.Command.Particulars);
        to.Hash(next.Policy);
        var effect = next.Consequences;
        to.Int((int)effect.Became);
        to.Int((int)effect.Mode);
        to.Int(effect.Share.Value);
        to.Int(effect.Stage);
        to.Time(effect.ApprovedUntil);
        to.Many(effect.StoodDown, to.Key);
        to.Many(effect.Stopped, to.Key);
        to.Many(effect.Successors, to.Key);
        to.Bool(effect.Reassess);
        return to.ToArray();
    }

    /// <exception cref="FormatException">Not the canonical bytes of an event of this form.</exception>
    public static GovernanceEvent Read(ReadOnlyMemory<byte> bytes)
    {
        var from = new FieldReader(bytes);
        from.Expect(Purpose);
        var read = new GovernanceEvent(from.Long(), from.Time(), from.Text(), from.Many(from.Choice<Role>),
            new GovernanceCommand(from.Choice<Act>(), from.Key(), Hashes(from), Said(from)), from.Hash(),
            new Consequences(from.Choice<LifeState>(), from.Choice<ServingMode>(), new BasisPoints(from.Int()), from.Int(), from.Time(),
                from.Many(from.Key), from.Many(from.Key), from.Many(from.Key), from.Bool()));
        from.End();
        return read;
    }

    private static void Hashes(FieldWriter to, BoundHashes hashes)
    {
        to.Hash(hashes.Artifact);
        to.Hash(hashes.FeatureContract);
        to.Hash(hashes.Calibration);
        to.Hash(hashes.CutOffs);
    }

    private static BoundHashes Hashes(FieldReader from) => new(from.Hash(), from.Hash(), from.Hash(), from.Hash());

    private static void Said(FieldWriter to, Particulars said)
    {
        to.Text(said.Text);
        to.Hash(said.Document);
        to.Hash(said.Page);
        to.Hash(said.Policy);
        to.Bool(said.Passed);
        to.Int((int)said.Opinion);
        to.Int(said.Share.Value);
        to.Time(said.Due);
        to.Text(said.Person);
        to.Long(said.Reference);
        to.Many(said.Fallbacks, to.Key);
        to.Bool(said.Registration is not null);
        if (said.Registration is not { } registration) return;
        to.Int((int)registration.Kind);
        to.Text(registration.Label);
        to.Text(registration.Slot);
        Hashes(to, registration.Hashes);
        to.Many(registration.Developers, to.Text);
        to.Many(registration.Owners, to.Text);
        to.Many(registration.Models, need => { to.Key(need.Key); to.Hash(need.Artifact); });
    }

    private static Particulars Said(FieldReader from)
    {
        (string text, Digest document, Digest page) = (from.Text(), from.Hash(), from.Hash());
        return new Particulars(
            text, document, from.Hash(), from.Bool(), from.Choice<Opinion>(), new BasisPoints(from.Int()), from.Time(), from.Text(), from.Long(), from.Many(from.Key),
            from.Bool() ? Registered(from) : null, page);
    }

    private static Registration Registered(FieldReader from) => new(
        from.Choice<ThingKind>(), from.Text(), from.Text(), Hashes(from), from.Many(from.Text), from.Many(from.Text), from.Many(() => new NeededModel(from.Key(), from.Hash())));
}
