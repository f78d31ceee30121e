import pytest, sys
from tests.dialogue.town import Town
LINES = open('/tmp/lines.txt').read().split('\n')
def show(town):
    for name in ("wu","he","stranger","lin","chen","yu","husband","listener","jiang","captain","deputy","captain5","secretary"):
        who = getattr(town, name)
        for c in who.new(): print("   ", name, "<", c.key, "|", c.text.replace("\n"," / ")[:150], c.labels)
async def test_talk(rasa_town: Town) -> None:
    town = rasa_town
    for line in LINES:
        if not line.strip() or line.startswith('#'): continue
        who, _, what = line.partition(' ')
        print(line)
        if who == 'wait':
            await town.waits(minutes=float(what)); show(town); continue
        if what.startswith('tap '):
            await getattr(town, who).taps(what[4:])
        else:
            await getattr(town, who).says(what)
        show(town)
    print([(r.id, r.status.value, r.category, r.urgency.value, r.building, r.words) for r in town.requests()])
