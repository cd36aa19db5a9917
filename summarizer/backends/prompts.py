"""What an instruct model is told. Worked examples are absent on purpose: their names leak into the answers."""

from __future__ import annotations

from transformers import PreTrainedTokenizerBase

from summarizer.records import WriteRequest

SYSTEM = "You are a careful news editor. You never add facts."
INSTRUCTIONS = {
    "sentence": (
        "Shorten this sentence to its main fact. Keep names, numbers and dates. Answer with one plain sentence."
    ),
    "title": "Write a short news headline for this, in at most nine words, without a full stop.",
}
_SENTINEL = "<<EVIDENCE>>"


def chat_parts(tokenizer: PreTrainedTokenizerBase, kind: str) -> tuple[str, str]:
    """The prompt before and after the evidence, in the model's own chat form.

    A tokenizer without a chat template gets the bare instruction.
    """
    user = f"{INSTRUCTIONS[kind]}\n\n{_SENTINEL}"
    if not tokenizer.chat_template:
        before, after = user.split(_SENTINEL)
        return before, after + "\n\n"
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": user}]
    try:
        text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    except Exception:  # templates without a system role raise whatever they like
        messages = [{"role": "user", "content": f"{SYSTEM} {user}"}]
        text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    before, after = str(text).split(_SENTINEL)
    return before, after


def evidence_text(request: WriteRequest) -> str:
    """The evidence as the prompt shows it: one sentence a line."""
    return "\n".join(request.evidence)
